package io.asyncable.run;

import io.asyncable.Exhausted;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Patience;
import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.move.Due;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Reference;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.text.Plural;
import io.asyncable.text.ThrottledLogByKey;
import io.asyncable.type.Handlers;
import io.asyncable.type.PayloadUnreadable;
import io.asyncable.type.ProcessType;
import io.asyncable.type.RecordNotLoaded;
import io.asyncable.worker.EngineClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a record up: writes why, and calls its handler's {@code onExpired} in the same transaction.
 * If that transaction fails from the loading of the record on, the commit included, the record
 * expires without the call.
 */
public final class Expiry {

  /**
   * Why the engine gives a record up.
   *
   * @param cause what row and history say of it
   * @param words the same for whoever reads the error; nothing reads them back
   * @param exception what the attempt threw that was the last; null if the record was waiting
   */
  public record Why(Cause cause, String words, @Nullable Throwable exception) {

    /** The record was tried for as long as its type allows. */
    public static Why over(Duration window) {
      return new Why(Cause.EXPIRED_WINDOW, "window of " + window + " over", null);
    }

    /** It was lost with its worker again and again. */
    public static Why quarantined(int losses) {
      return new Why(
          Cause.QUARANTINED, "quarantined, lost its worker " + Plural.of(losses, "time"), null);
    }

    /** It failed as often as its type allows. */
    static Why exhausted(int failures, Throwable last) {
      return new Why(
          Cause.EXPIRED_ATTEMPTS,
          "failed " + Plural.of(failures, "time") + ", attempts exhausted",
          last);
    }

    /**
     * Nobody knows whether it was processed.
     *
     * @param exception what the attempt threw; null if it threw nothing
     */
    public static Why unknown(@Nullable Throwable exception) {
      return new Why(Cause.OUTCOME_UNKNOWN, "outcome unknown", exception);
    }

    /** The failure can never succeed. */
    static Why permanent(Throwable failure) {
      return failure instanceof PayloadUnreadable
          ? new Why(Cause.PAYLOAD_UNREADABLE, "payload unreadable", failure)
          : new Why(Cause.EXPIRED_PERMANENT, "permanent failure", failure);
    }

    private Exhausted after(String lastError, int attempts, int failures, int losses) {
      String error = lastError + " (gave up: " + words + ")";
      return new Exhausted(cause.word(), error, attempts, failures, losses, exception);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  /**
   * By process type. If a service refuses a large import, the expired records must not fill the
   * log.
   */
  private final ThrottledLogByKey<String> expired =
      new ThrottledLogByKey<>(log, type -> "Records of " + type + " expired {}, the latest: {}");

  /** Tries for passing failures; the caller repeats an expiry that takes longer. */
  private final Patience patience = new Patience(4);

  private final Completions completions;
  private final Handlers handlers;
  private final EntityManager entities;
  private final TransactionOperations transactions;
  private final EngineDatabase database;
  private final EngineClock clock;

  Expiry(
      Completions completions,
      Handlers handlers,
      EntityManagerFactory factory,
      PlatformTransactionManager transactions,
      EngineDatabase database,
      EngineClock clock) {
    this.completions = completions;
    this.handlers = handlers;
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.transactions = new TransactionTemplate(transactions);
    this.database = database;
    this.clock = clock;
  }

  /**
   * Expires a record that waits.
   *
   * @return false if the record had moved on
   */
  public boolean giveUp(ProcessType type, Due waiting, Why why) {
    Reference record = waiting.reference();
    Exhausted told =
        why.after(waiting.lastError(), record.attempt(), waiting.failures(), waiting.losses());
    return expire(new Step(type, record, why.cause, told, () -> true));
  }

  /**
   * Expires a record whose attempt has just ended, and writes how it ended.
   *
   * @return false if the record had moved on
   */
  public boolean giveUp(FailedAttempt failed, Why why) {
    Claimed attempt = failed.attempt();
    ProcessType type = attempt.type();
    BooleanSupplier failing =
        () -> !completions.fail(type, List.of(failed), clock.instant()).isEmpty();
    Exhausted told =
        why.after(failed.failure().error(), attempt.attempt(), failed.failures(), failed.losses());
    return expire(new Step(type, failed.reference(), why.cause, told, failing));
  }

  /**
   * Tries again after a passing failure such as a deadlock; any other failure of the call is
   * logged.
   */
  private boolean expire(Step step) {
    try {
      return patience.untilWritten("an expiry", () -> write(step, true));
    } catch (RuntimeException | Error failure) {
      if (!step.told) {
        throw failure;
      }
      try {
        return write(step, false);
      } finally {
        // Calls the handler last, so that no failure of the call can prevent the expiry.
        log.error(
            "onExpired of {} failed; the record expires all the same: {}",
            LogText.of(step.record.key()),
            ErrorDetails.logged(failure));
      }
    }
  }

  private boolean write(Step step, boolean tell) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              completions.lock(step.type, step.record.id());
              boolean won =
                  step.before.getAsBoolean()
                      && completions.expire(
                          step.type, step.record, step.cause, step.why.error(), clock.instant());
              if (won && tell) {
                tell(step);
              }
              database.boundToItsEnd();
              return won;
            }));
  }

  private void tell(Step step) {
    Object record = load(step);
    step.told = true;
    if (record == null) {
      throw RecordNotLoaded.hidden(step.type);
    }
    handlers.of(step.type).bean().onExpired(record, step.why);
    entities.flush();
    expired.event(
        step.type.name(),
        "%s: %s".formatted(step.record.key(), ErrorDetails.firstToken(step.why.error())));
  }

  /** Loading the record runs the application's code too, which may fail for ever. */
  private @Nullable Object load(Step step) {
    try {
      return database.within(
          () -> entities.find(step.type.entity(), step.type.idFrom(step.record.id())));
    } catch (RuntimeException | Error failure) {
      step.told = Patience.sqlCause(failure).isEmpty();
      throw failure;
    }
  }

  /** A record that will expire, and whether its handler was called. */
  private static final class Step {
    private final ProcessType type;
    private final Reference record;
    private final Cause cause;
    private final Exhausted why;
    private final BooleanSupplier before;
    private boolean told;

    Step(ProcessType type, Reference record, Cause cause, Exhausted why, BooleanSupplier before) {
      this.type = type;
      this.record = record;
      this.cause = cause;
      this.why = why;
      this.before = before;
    }
  }
}
