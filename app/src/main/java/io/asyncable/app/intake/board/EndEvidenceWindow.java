package io.asyncable.app.intake.board;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.CancelSubmission;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.app.intake.review.Appeal;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes an appeal's evidence window: database work only, done with the completion. */
@Component
class EndEvidenceWindow implements AsyncableHandler<TaskTimer> {

  /** Why a timer is canceled. */
  static final String DECIDED = "The appeal is decided.";

  private final Clock clock;

  EndEvidenceWindow(Clock clock) {
    this.clock = clock;
  }

  @Override
  @Transactional
  public void process(TaskTimer timer, Attempt attempt) {
    Appeal appeal = timer.appeal();
    if (appeal.decidedAt() != null) {
      throw new CancelSubmission(DECIDED);
    }
    appeal.closeEvidence(clock.instant());
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("appeal.filing.veteran.fileNumber")
        .submittedBy("appeal.filing.submittedBy")
        .participantId("appeal.filing.veteran.participantId");
  }

  @Override
  public RecordDescription describe(TaskTimer timer) {
    return new RecordDescription("End of the evidence window", timer.appeal().key().path());
  }
}
