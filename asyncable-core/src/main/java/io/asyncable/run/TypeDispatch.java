package io.asyncable.run;

import io.asyncable.guard.Guard;
import io.asyncable.guard.Guards;
import io.asyncable.move.Claimed;
import io.asyncable.move.Reference;
import io.asyncable.observe.Meters;
import io.asyncable.text.LogText;
import io.asyncable.type.ProcessType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the references of one type into running attempts: past the guard, one claim, then the
 * executor.
 */
final class TypeDispatch {

  private static final Logger log = LoggerFactory.getLogger(TypeDispatch.class);

  private final Guards guards;
  private final Admission admission;
  private final Claiming claiming;
  private final Runner runner;
  private final SharedTransaction shared;
  private final Meters meters;

  TypeDispatch(
      Guards guards,
      Admission admission,
      Claiming claiming,
      Runner runner,
      SharedTransaction shared,
      Meters meters) {
    this.guards = guards;
    this.admission = admission;
    this.claiming = claiming;
    this.runner = runner;
    this.shared = shared;
    this.meters = meters;
  }

  /** Returns the number of attempts that were begun. */
  int dispatch(ProcessType type, List<Reference> references, Executor executor, Runnable ended) {
    Guard guard = guards.of(type);
    List<Reference> admitted = admission.admit(type, references, guard);
    List<Running> held = new ArrayList<>();
    ShareableAttempts waiting;
    Reading records;
    try {
      if (!admitted.isEmpty()) {
        claiming.claim(type, admitted, guard, held);
      }
      List<Claimed> won = held.stream().map(Running::attempt).toList();
      waiting = new ShareableAttempts(held, shared.largestGroup(type, won, guard));
      records = runner.reading(type, won);
    } catch (Throwable failure) {
      held.forEach(running -> runner.giveBack(running, "could not begin: " + failure));
      throw failure;
    }
    begin(held, waiting, running -> runner.run(running, records), executor, ended);
    meters.claims(
        type.name(),
        held.size(),
        admitted.size() - held.size(),
        references.size() - admitted.size());
    return held.size();
  }

  /** Each is run or given back; a held attempt that never begins would seem to run. */
  private void begin(
      List<Running> held,
      ShareableAttempts waiting,
      Consumer<Running> alone,
      Executor executor,
      Runnable ended) {
    held.forEach(running -> running.occupy(ended));
    for (Running running : held) {
      try {
        executor.execute(() -> waiting.run(shared, alone));
      } catch (Throwable refused) {
        if (waiting.remove(running)) {
          giveBack(running, refused);
        }
      }
    }
  }

  private void giveBack(Running running, Throwable refused) {
    if (refused instanceof RejectedExecutionException) {
      runner.giveBack(running, "the worker stops");
    } else {
      log.warn(
          "Gave back {} because it found no thread: {}",
          LogText.of(running.attempt().key()),
          refused.toString());
      runner.giveBack(running, "no thread for it: " + refused);
    }
  }
}
