package io.asyncable.app.intake.claim;

import io.asyncable.Attempt;
import io.asyncable.app.intake.external.Vbms;
import io.asyncable.app.intake.external.Vbms.NewClaim;
import io.asyncable.app.intake.review.EndProductReview;
import io.asyncable.app.intake.review.RequestIssues;
import io.asyncable.app.intake.review.Reviews;
import io.asyncable.app.intake.veteran.Identification;
import org.springframework.stereotype.Component;

/**
 * Establishes a review as an end product. Each step first checks whether an earlier attempt did it.
 * A repeated call to VBMS carries the same key.
 */
@Component
class Establishment {

  private final Identification identification;
  private final Vbms vbms;
  private final Reviews reviews;
  private final RequestIssues issues;
  private final Contentions contentions;

  Establishment(
      Identification identification,
      Vbms vbms,
      Reviews reviews,
      RequestIssues issues,
      Contentions contentions) {
    this.identification = identification;
    this.vbms = vbms;
    this.reviews = reviews;
    this.issues = issues;
    this.contentions = contentions;
  }

  void establish(EndProductReview review, Attempt attempt) {
    identification.identify(review.veteran(), attempt);
    if (attempt.isCanceled()) {
      return;
    }
    contentions.create(
        claimId(review, attempt),
        review.id(),
        issues.filedWithoutContention(review.key()),
        attempt.idempotencyKey());
  }

  private String claimId(EndProductReview review, Attempt attempt) {
    String known = review.claimId();
    if (known != null) {
      return known;
    }
    String claimId = vbms.establishClaim(claim(review), attempt.idempotencyKey() + ":claim");
    reviews.established(review, claimId);
    return claimId;
  }

  private static NewClaim claim(EndProductReview review) {
    return new NewClaim(
        review.id(),
        review.veteran().fileNumber(),
        review.code(),
        review.filing().receiptDate().toString());
  }
}
