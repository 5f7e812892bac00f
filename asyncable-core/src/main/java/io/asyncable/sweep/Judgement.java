package io.asyncable.sweep;

import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Due;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Look;
import io.asyncable.move.Timers.Timer;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.Heartbeat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Locks the due records of one table, judges each by its type and writes the verdicts, in one
 * transaction.
 */
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

  /** Judges all that is due once the transaction has begun; without types of which nothing is. */
  Map<ProcessType, Verdicts> of(AsyncTable table, List<Sought> sought, InstantSource clock) {
    return transactions.execute(status -> judge(table, sought, clock.instant()));
  }

  private Map<ProcessType, Verdicts> judge(AsyncTable table, List<Sought> sought, Instant now) {
    List<Look> looks = sought.stream().map(one -> one.at(now)).toList();
    Map<String, List<Due>> found = byType(timers.findDue(looks, worker.epoch(), now));
    Map<ProcessType, Verdicts> verdicts = new LinkedHashMap<>();
    for (Sought one : sought) {
      List<Due> due = found.get(one.type().name());
      if (due != null) {
        verdicts.put(one.type(), judge(one, due, now));
      }
    }
    write(table, verdicts.values(), now);
    return verdicts;
  }

  private Verdicts judge(Sought sought, List<Due> found, Instant now) {
    Verdicts verdicts = new Verdicts(now);
    List<Due> running = found.stream().filter(Due::running).toList();
    List<Due> waiting = new ArrayList<>(ofRunning.judge(sought.type(), running, verdicts));
    found.stream().filter(due -> !due.running()).forEach(waiting::add);
    ofWaiting.judge(sought.type(), waiting, sought.messages(), verdicts);
    return verdicts;
  }

  /** Judges this worker's own claims only. */
  Map<ProcessType, Verdicts> ofOwn(AsyncTable table, List<Look> looks, Instant now) {
    Map<ProcessType, Verdicts> verdicts = new LinkedHashMap<>();
    transactions.executeWithoutResult(
        status -> {
          Map<String, List<Due>> own = byType(timers.findOwnDue(looks, worker.epoch(), now));
          for (Look look : looks) {
            Verdicts ofType = new Verdicts(now);
            ofRunning.judge(look.type(), own.getOrDefault(look.type().name(), List.of()), ofType);
            verdicts.put(look.type(), ofType);
          }
          write(table, verdicts.values(), now);
        });
    return verdicts;
  }

  private static Map<String, List<Due>> byType(List<Due> found) {
    return found.stream().collect(Collectors.groupingBy(due -> due.reference().type()));
  }

  private void write(AsyncTable table, Collection<Verdicts> verdicts, Instant now) {
    timers.set(table, all(verdicts, ofType -> ofType.timers));
    timers.holdBack(table, all(verdicts, ofType -> ofType.held));
    timers.publish(table, all(verdicts, ofType -> ofType.published), now);
  }

  private static List<Timer> all(
      Collection<Verdicts> verdicts, Function<Verdicts, List<Timer>> timers) {
    return verdicts.stream().flatMap(ofType -> timers.apply(ofType).stream()).toList();
  }
}
