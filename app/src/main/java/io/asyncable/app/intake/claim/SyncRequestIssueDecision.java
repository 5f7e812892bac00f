package io.asyncable.app.intake.claim;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.CancelSubmission;
import io.asyncable.PermanentFailure;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.app.intake.external.Vbms;
import io.asyncable.app.intake.review.RequestIssue;
import io.asyncable.app.intake.review.RequestIssues;
import org.springframework.stereotype.Component;

/** Fetches how an issue's contention was decided. */
@Component
class SyncRequestIssueDecision implements AsyncableHandler<RequestIssue> {

  private final Vbms vbms;
  private final RequestIssues issues;

  SyncRequestIssueDecision(Vbms vbms, RequestIssues issues) {
    this.vbms = vbms;
    this.issues = issues;
  }

  @Override
  public void process(RequestIssue issue, Attempt attempt) {
    String contentionId = issue.contentionId();
    if (issue.isWithdrawn()) {
      throw new CancelSubmission("The issue was withdrawn.");
    } else if (contentionId == null) {
      throw new PermanentFailure(
              "Issue " + issue.id() + " has no contention in VBMS whose decision could be synced.")
          .withRemedy("Have the claim of the issue established, then restart the record.");
    }
    issues.decide(
        issue.id(), vbms.disposition(contentionId, attempt.idempotencyKey() + ":disposition"));
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("veteran.fileNumber")
        .submittedBy("submittedBy")
        .participantId("veteran.participantId");
  }

  @Override
  public RecordDescription describe(RequestIssue issue) {
    RecordDescription description =
        new RecordDescription("Decision on an issue", issue.review().path());
    String contentionId = issue.contentionId();
    return contentionId == null
        ? description
        : description.fact("Contention in VBMS", contentionId);
  }
}
