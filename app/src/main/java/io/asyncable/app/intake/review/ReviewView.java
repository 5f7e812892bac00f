package io.asyncable.app.intake.review;

import io.asyncable.Asyncable;
import io.asyncable.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A review as JSON and pages show it. */
record ReviewView(
    ReviewType type,
    UUID id,
    State state,
    String status,
    String fileNumber,
    @Nullable String veteran,
    LocalDate receiptDate,
    BenefitType benefitType,
    String submittedBy,
    Instant filedAt,
    @Nullable String claimId,
    @Nullable Instant processedAt,
    List<IssueView> issues) {

  record IssueView(
      UUID id,
      String description,
      boolean withdrawn,
      @Nullable String contentionId,
      @Nullable String disposition) {

    static IssueView of(RequestIssue issue) {
      return new IssueView(
          issue.id(),
          issue.description(),
          issue.isWithdrawn(),
          issue.contentionId(),
          issue.disposition());
    }
  }

  static ReviewView of(Review review, List<RequestIssue> issues, Instant now) {
    Asyncable establishment = review.establishment();
    Filing filing = review.filing();
    return new ReviewView(
        review.type(),
        review.id(),
        establishment.state(now),
        establishment.status(),
        review.veteran().fileNumber(),
        review.veteran().name(),
        filing.receiptDate(),
        filing.benefitType(),
        filing.submittedBy(),
        filing.filedAt(),
        review instanceof EndProductReview claim ? claim.claimId() : null,
        establishment.getProcessedAt(),
        issues.stream().map(IssueView::of).toList());
  }
}
