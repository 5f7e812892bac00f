package io.asyncable.run;

import io.asyncable.UnknownRecord;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers.Timer;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Turns the references of one poll into running attempts, type by type. */
public final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Parked records come back at this rate once they may run. */
  private static final Duration RAMP_STEP = Duration.ofMillis(10);

  private final ProcessTypes types;
  private final Policies policies;
  private final PassedOver passedOver;
  private final Completer completer;
  private final Troubles troubles;
  private final TypeDispatch dispatch;

  Dispatcher(
      ProcessTypes types,
      Policies policies,
      PassedOver passedOver,
      Completer completer,
      Troubles troubles,
      TypeDispatch dispatch) {
    this.types = types;
    this.policies = policies;
    this.passedOver = passedOver;
    this.completer = completer;
    this.troubles = troubles;
    this.dispatch = dispatch;
  }

  /**
   * Claims what is still valid and hands it to the executor.
   *
   * @param queue the queue that delivered the references
   * @param ended is run after each attempt that was begun
   * @return the number of attempts that were begun
   */
  public int dispatch(String queue, List<Reference> references, Executor executor, Runnable ended) {
    Map<ProcessType, List<Reference>> byType = new LinkedHashMap<>();
    for (Reference reference : references) {
      typeOf(queue, reference)
          .ifPresent(
              type ->
                  byType
                      .computeIfAbsent(type, t -> new ArrayList<>())
                      .add(spelledAsStored(type, reference)));
    }
    int begun = 0;
    RuntimeException unexpected = null;
    for (Map.Entry<ProcessType, List<Reference>> ofType : byType.entrySet()) {
      try {
        begun += dispatchAlone(ofType.getKey(), ofType.getValue(), executor, ended);
      } catch (RuntimeException failure) {
        unexpected = unexpected == null ? failure : unexpected;
      }
    }
    if (unexpected != null) {
      throw unexpected;
    }
    return begun;
  }

  /**
   * A type that cannot be claimed, because of its table for example, must not stop other types of
   * the poll. Its messages are skipped and left to the sweeper, and so are messages of a type whose
   * outcomes pile up.
   */
  private int dispatchAlone(
      ProcessType type, List<Reference> references, Executor executor, Runnable ended) {
    if (completer.isFull(type)) {
      log.debug(
          "Skipped {} messages of {}: too many outcomes are not written yet",
          references.size(),
          type);
      return 0;
    }
    if (troubles.rests(Work.CLAIM, type.name())) {
      return 0;
    }
    long began = System.nanoTime();
    try {
      int begun = dispatch.dispatch(type, references, executor, ended);
      troubles.succeeded(Work.CLAIM, type.name());
      return begun;
    } catch (DataAccessException | TransactionException failure) {
      troubles.failed(
          Work.CLAIM, type.name(), failure, Duration.ofNanos(System.nanoTime() - began));
      return 0;
    } finally {
      // Otherwise the queue would still wait for it.
      troubles.succeeded(Work.CLAIM, Troubles.ALL_TYPES);
    }
  }

  /**
   * Leaves messages of another version of the application, or of an unknown sender, to the sweeper.
   * The same holds for a message of another queue than its type's, which may be paused. The lane
   * does not matter: all lanes pause with their queue, share its threads and differ only in what is
   * ahead of a message.
   */
  private Optional<ProcessType> typeOf(String queue, Reference reference) {
    try {
      ProcessType type = types.named(reference.type());
      type.idFrom(reference.id());
      String carrier = policies.of(type).queue();
      if (carrier.equals(queue)) {
        return Optional.of(type);
      }
      passedOver.ofAnotherQueue(queue, type, carrier);
    } catch (UnknownRecord unknown) {
      passedOver.unknown(queue, unknown.getMessage());
    } catch (RuntimeException unforeseen) {
      // Catches everything: a message that ended the poll would be delivered again for ever.
      passedOver.unknown(queue, ErrorDetails.line(unforeseen));
    }
    return Optional.empty();
  }

  /** Java accepts ids that PostgreSQL refuses, such as the UUID {@code 1-1-1-1-1}. */
  private static Reference spelledAsStored(ProcessType type, Reference reference) {
    return new Reference(
        reference.type(),
        type.spelled(reference.id()),
        reference.submission(),
        reference.attempt());
  }

  /** Spreads timers, so that held records are released gradually and not all at once. */
  public static List<Timer> ramp(List<Timer> held) {
    long spread = spread(held.size()).toMillis();
    return held.stream()
        .map(
            timer ->
                new Timer(
                    timer.reference(),
                    timer.dueAt().plusMillis(ThreadLocalRandom.current().nextLong(spread))))
        .toList();
  }

  /** Over how long so many are released. */
  public static Duration spread(int held) {
    return RAMP_STEP.multipliedBy(held).plusSeconds(1);
  }
}
