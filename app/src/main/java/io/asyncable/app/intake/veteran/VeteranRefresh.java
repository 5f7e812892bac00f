package io.asyncable.app.intake.veteran;

import io.asyncable.Attempt;
import io.asyncable.PermanentFailure;
import io.asyncable.app.intake.external.Bgs;
import io.asyncable.job.Enqueued;
import io.asyncable.job.JobHandler;
import io.asyncable.job.Jobs;
import io.asyncable.job.Unique;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings what intake knows about a veteran up to date. Nobody waits for BGS meanwhile. */
@Component
public class VeteranRefresh {

  private final Bgs bgs;
  private final Veterans veterans;
  private final Jobs jobs;

  VeteranRefresh(Bgs bgs, Veterans veterans, Jobs jobs) {
    this.bgs = bgs;
    this.veterans = veterans;
    this.jobs = jobs;
  }

  /** Asks for it. While an earlier wish for the same veteran waits or runs, that one serves. */
  public Enqueued of(Veteran veteran) {
    return jobs.subject(veteran.fileNumber()).enqueue(new RefreshVeteran(veteran.fileNumber()));
  }

  @JobHandler(unique = Unique.UNTIL_EXECUTED)
  void refresh(RefreshVeteran wish, Attempt attempt) {
    Veteran veteran =
        veterans.findByFileNumberIn(List.of(wish.fileNumber())).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new PermanentFailure(
                        "Nobody with the file number %s has filed a review."
                            .formatted(wish.fileNumber())));
    var person = bgs.fetchVeteran(wish.fileNumber(), attempt.idempotencyKey());
    veterans.identify(veteran.id(), person.participantId(), person.firstName(), person.lastName());
  }
}
