package io.asyncable.dispatch;

import io.asyncable.record.Completions;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.ProcessType;
import io.asyncable.record.Reference;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Gives a record up: writes why, and tells its handler in the same transaction. */
public final class Expiry {

  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  private final Completions completions;
  private final Handlers handlers;
  private final EntityManager entities;
  private final TransactionOperations transactions;
  private final Clock clock;

  Expiry(
      Completions completions,
      Handlers handlers,
      EntityManager entities,
      TransactionOperations transactions,
      Clock clock) {
    this.completions = completions;
    this.handlers = handlers;
    this.entities = entities;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Expires a record that waits.
   *
   * @param lastError how its latest attempt failed
   * @param why why the engine gives up, in words
   * @return false if the record had moved on
   */
  public boolean giveUp(ProcessType type, Reference waiting, String lastError, String why) {
    return expire(type, waiting, lastError + " (gave up: " + why + ")", () -> true);
  }

  /** Expires a record whose attempt has just failed; the failure is written with it. */
  boolean giveUp(FailedAttempt failed, String why) {
    ProcessType type = failed.attempt().type();
    Reference waiting =
        new Reference(
            type.name(),
            failed.attempt().id(),
            failed.attempt().submission(),
            failed.attempt().attempt());
    String error = failed.failure().error() + " (gave up: " + why + ")";
    return expire(
        type,
        waiting,
        error,
        () -> {
          completions.lock(failed.attempt());
          return !completions.fail(type, List.of(failed), clock.instant()).isEmpty();
        });
  }

  private boolean expire(ProcessType type, Reference waiting, String error, Step before) {
    try {
      return transaction(type, waiting, error, before, true);
    } catch (HandlerFailure failure) {
      log.error(
          "onExpired of {} failed; it expires all the same", waiting.key(), failure.getCause());
      return transaction(type, waiting, error, before, false);
    }
  }

  private boolean transaction(
      ProcessType type, Reference waiting, String error, Step before, boolean tell) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean won =
                  before.run() && completions.expire(type, waiting, error, clock.instant());
              if (won && tell) {
                tell(type, waiting, error);
              }
              return won;
            }));
  }

  private void tell(ProcessType type, Reference expired, String error) {
    Object record = entities.find(type.entity(), type.idFrom(expired.id()));
    if (record != null) {
      try {
        handlers.of(type).bean().onExpired(record, error);
        entities.flush();
      } catch (Throwable failure) {
        throw new HandlerFailure(failure);
      }
    }
    log.warn("Expired {}: {}", expired.key(), firstToken(error));
  }

  /** The rest may hold personal data. */
  private static String firstToken(String error) {
    return error.split("[\\s:]", 2)[0];
  }

  private interface Step {
    boolean run();
  }

  private static final class HandlerFailure extends RuntimeException {
    HandlerFailure(Throwable cause) {
      super(cause);
    }
  }
}
