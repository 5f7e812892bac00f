package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.move.Claimed;
import io.asyncable.observe.FaultPoint;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs attempts of one transactional handler in one transaction, which takes effect as a whole or
 * not at all.
 */
final class SharedTransaction {

  private static final Logger log = LoggerFactory.getLogger(SharedTransaction.class);

  private final Sharing sharing;
  private final SharedHandlers handlers;
  private final PlatformTransactionManager transactions;
  private final AloneGate gate;
  private final Endings endings;
  private final FaultPoint faultPoint;

  SharedTransaction(
      Sharing sharing,
      SharedHandlers handlers,
      PlatformTransactionManager transactions,
      AloneGate gate,
      Endings endings,
      FaultPoint faultPoint) {
    this.sharing = sharing;
    this.handlers = handlers;
    this.transactions = transactions;
    this.gate = gate;
    this.endings = endings;
    this.faultPoint = faultPoint;
  }

  /** How many of the attempts may go together; 1 if each must have a transaction of its own. */
  int largestGroup(ProcessType type, List<Claimed> attempts, Guard guard) {
    return sharing.largestGroup(type, attempts, guard);
  }

  /**
   * Runs as many of the group as there is time for; never throws.
   *
   * @return those that have not ended; all of them if anything went wrong, and then each may be run
   *     again in a transaction of its own
   */
  List<Running> run(List<Running> group) {
    long began = System.nanoTime();
    Map<Running, End> ended = together(group);
    long each = (System.nanoTime() - began) / Math.max(1, ended.size());
    ended.forEach((running, end) -> settle(running, end, System.nanoTime() - each));
    return group.stream().filter(running -> !ended.containsKey(running)).toList();
  }

  private void settle(Running running, End end, long began) {
    endings.through(
        running,
        began,
        () -> {
          if (end.isSuccess()) {
            faultPoint.passed(FaultPoint.Step.COMPLETED);
          }
          return end;
        });
  }

  private Map<Running, End> together(List<Running> group) {
    Claimed any = group.get(0).attempt();
    Map<Running, End> ended = new LinkedHashMap<>();
    // None was attempted, nor lost, before.
    gate.enter(any);
    try {
      if (!sharing.isUnfit(any.type()) && group.stream().allMatch(Running::enter)) {
        process(any.type(), group, ended);
      }
    } catch (Throwable failure) {
      log.debug(
          "{} attempts of {} could not share a transaction: {}",
          group.size(),
          any.type(),
          ErrorDetails.line(failure));
    } finally {
      group.forEach(Running::leave);
      gate.leave(any);
    }
    return ended;
  }

  /**
   * @param ended gets those whose commit took place: what the application does after a commit may
   *     still throw. After a rollback it gets the one that must not run again, if there is one.
   */
  private void process(ProcessType type, List<Running> group, Map<Running, End> ended) {
    new TransactionTemplate(transactions, sharing.transaction(type))
        .executeWithoutResult(
            status -> {
              Map<Running, End> done = judged(type, group, status, ended);
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int outcome) {
                      if (outcome == STATUS_COMMITTED) {
                        ended.putAll(done);
                      }
                    }
                  });
            });
  }

  /** Decides inside the transaction, because a failed rollback could hide the original failure. */
  private Map<Running, End> judged(
      ProcessType type, List<Running> group, TransactionStatus status, Map<Running, End> ended) {
    long began = System.nanoTime();
    try {
      return handlers.process(type, group, status);
    } catch (SharedHandlers.LeftOpen open) {
      ended.put(open.running(), open.end());
      throw open;
    } catch (RuntimeException failure) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (took.compareTo(SharedHandlers.LONGEST_IDLE) >= 0 && isSessionOver(failure)) {
        sharing.refuse(type, SharedHandlers.LONGEST_IDLE);
      }
      throw failure;
    }
  }

  /** Ended for idling, or found broken where the reason was lost. */
  private static boolean isSessionOver(RuntimeException failure) {
    return Patience.sqlCause(failure)
        .map(sql -> String.valueOf(sql.getSQLState()))
        .filter(state -> "25P03".equals(state) || state.startsWith("08"))
        .isPresent();
  }
}
