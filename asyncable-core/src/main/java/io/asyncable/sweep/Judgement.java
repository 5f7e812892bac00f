package io.asyncable.sweep;

import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Due;
import io.asyncable.move.Timers;
import io.asyncable.type.Policy;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.Heartbeat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Locks the due records of one type, judges each and writes the verdicts, in one transaction. */
final class Judgement {

  private final Timers timers;
  private final Heartbeat worker;
  private final RunningJudge ofRunning;
  private final WaitingJudge ofWaiting;
  private final TransactionOperations transactions;

  Judgement(
      Timers timers,
      Heartbeat worker,
      RunningJudge ofRunning,
      WaitingJudge ofWaiting,
      EngineDatabase database,
      PlatformTransactionManager transactions) {
    this.timers = timers;
    this.worker = worker;
    this.ofRunning = ofRunning;
    this.ofWaiting = ofWaiting;
    this.transactions = database.transactions(transactions);
  }

  /** Judges all that is due once the transaction has begun. */
  Verdicts of(ProcessType type, Policy policy, OnItsWay messages, InstantSource clock) {
    return transactions.execute(status -> judge(type, policy, messages, clock.instant()));
  }

  private Verdicts judge(ProcessType type, Policy policy, OnItsWay messages, Instant now) {
    Verdicts verdicts = new Verdicts(now);
    long epoch = worker.epoch();
    int limit = policy.sweepLimit();
    List<Due> found =
        messages.areUnknown()
            ? timers.findDueOfStill(type, epoch, limit, now, now.minus(policy.window()))
            : timers.findDue(type, epoch, limit, now);
    if (found.isEmpty()) {
      return verdicts;
    }
    List<Due> running = found.stream().filter(Due::running).toList();
    List<Due> waiting = new ArrayList<>(ofRunning.judge(type, running, verdicts));
    found.stream().filter(due -> !due.running()).forEach(waiting::add);
    ofWaiting.judge(type, waiting, messages, verdicts);
    timers.set(type, verdicts.timers);
    timers.holdBack(type, verdicts.held);
    timers.publish(type, verdicts.published, now);
    return verdicts;
  }

  /** Judges this worker's own claims only. */
  Verdicts ofOwn(ProcessType type, Policy policy, Instant now) {
    Verdicts verdicts = new Verdicts(now);
    transactions.executeWithoutResult(
        status -> {
          List<Due> own = timers.findOwnDue(type, worker.epoch(), policy.sweepLimit(), now);
          ofRunning.judge(type, own, verdicts);
          timers.set(type, verdicts.timers);
        });
    return verdicts;
  }
}
