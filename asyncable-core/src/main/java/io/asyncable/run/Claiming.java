package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/** Claims the references of one type for this worker. */
final class Claiming {

  private static final Logger log = LoggerFactory.getLogger(Claiming.class);

  private final Claims claims;
  private final Attempts attempts;
  private final Heartbeat worker;
  private final Troubles troubles;
  private final EngineClock clock;
  private final FaultPoint faultPoint;
  private final Patience patience;

  Claiming(
      Claims claims,
      Attempts attempts,
      Heartbeat worker,
      Troubles troubles,
      EngineClock clock,
      FaultPoint faultPoint) {
    this.claims = claims;
    this.attempts = attempts;
    this.worker = worker;
    this.troubles = troubles;
    this.clock = clock;
    this.faultPoint = faultPoint;
    this.patience = patience(troubles);
  }

  /** While the server is away the claims of all types wait for it. */
  static Patience patience(Troubles troubles) {
    return Patience.withServer(
        failure -> troubles.failed(Work.CLAIM, Troubles.ALL_TYPES, failure, Duration.ZERO));
  }

  /**
   * @param held gets those that this worker holds from now on
   */
  void claim(ProcessType type, List<Reference> admitted, Guard guard, List<Running> held) {
    UnderWay begun = troubles.begun(Work.CLAIM, type.name());
    try {
      attempts.announce(admitted);
      List<Claimed> won = new ArrayList<>();
      win(type, admitted, won);
      if (!won.isEmpty()) {
        faultPoint.passed(FaultPoint.Step.CLAIMED);
      }
      for (Claimed attempt : won) {
        Running running = new Running(attempt, guard);
        attempts.hold(running);
        held.add(running);
      }
    } finally {
      attempts.forgetAnnounced(admitted);
      for (int left = admitted.size() - held.size(); left > 0; left--) {
        guard.release();
      }
      begun.ended();
    }
  }

  /**
   * What one statement has claimed is kept even if the next one fails, because the rows are
   * claimed.
   */
  private void win(ProcessType type, List<Reference> references, List<Claimed> won) {
    try {
      written(type, references, claims::claimFree, won);
      written(type, notIn(won, references), claims::claimLocked, won);
    } catch (RuntimeException | Error failure) {
      if (won.isEmpty()) {
        throw failure;
      }
      log.warn(
          "Claimed {} of {} records of {}; the sweeper takes care of the others",
          won.size(),
          references.size(),
          type,
          failure);
    }
  }

  private static List<Reference> notIn(List<Claimed> won, List<Reference> references) {
    Set<String> taken = won.stream().map(Claimed::id).collect(Collectors.toSet());
    return references.stream().filter(reference -> !taken.contains(reference.id())).toList();
  }

  /** A reference that no statement accepts must not keep others from being claimed. */
  private void written(
      ProcessType type, List<Reference> references, Statement statement, List<Claimed> won) {
    if (references.isEmpty()) {
      return;
    }
    try {
      won.addAll(
          patience.untilWritten(
              "claims", () -> statement.claim(type, references, worker.epoch(), clock.instant())));
    } catch (DataIntegrityViolationException unbearable) {
      if (references.size() == 1) {
        log.warn("Skipped {}: {}", LogText.of(references.get(0)), ErrorDetails.line(unbearable));
        return;
      }
      references.forEach(one -> written(type, List.of(one), statement, won));
    }
  }

  /** One of the ways to claim. */
  private interface Statement {
    List<Claimed> claim(ProcessType type, List<Reference> references, long epoch, Instant now);
  }
}
