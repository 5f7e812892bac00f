package io.asyncable.app.intake.claim;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.RetryLater;
import io.asyncable.app.intake.review.EndProductReview;
import io.asyncable.app.intake.review.RequestIssues;
import io.asyncable.app.intake.review.RequestIssuesUpdate;
import io.asyncable.app.intake.review.Reviews;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Brings the contentions of an established claim in line with its changed issues. */
@Component
class ProcessRequestIssuesUpdate implements AsyncableHandler<RequestIssuesUpdate> {

  private static final Duration UNTIL_ESTABLISHED = Duration.ofMinutes(1);

  private final Reviews reviews;
  private final RequestIssues issues;
  private final Contentions contentions;

  ProcessRequestIssuesUpdate(Reviews reviews, RequestIssues issues, Contentions contentions) {
    this.reviews = reviews;
    this.issues = issues;
    this.contentions = contentions;
  }

  @Override
  public void process(RequestIssuesUpdate update, Attempt attempt) {
    // The Board keeps the issues of an appeal itself, so VBMS need not know them.
    if (reviews.find(update.review()).orElseThrow() instanceof EndProductReview review) {
      String claimId = review.claimId();
      if (claimId == null || review.establishment().getProcessedAt() == null) {
        throw new RetryLater(UNTIL_ESTABLISHED, "The review itself is not established yet.");
      }
      String key = attempt.idempotencyKey();
      contentions.create(claimId, update.id(), issues.addedWithoutContention(update.id()), key);
      contentions.remove(issues.withdrawnWithContention(update.id()), key);
    }
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("veteran.fileNumber")
        .submittedBy("submittedBy")
        .participantId("veteran.participantId");
  }

  @Override
  public RecordDescription describe(RequestIssuesUpdate update) {
    return new RecordDescription("Change of issues", update.review().path());
  }
}
