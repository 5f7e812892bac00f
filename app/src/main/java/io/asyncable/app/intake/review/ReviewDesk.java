package io.asyncable.app.intake.review;

import io.asyncable.app.intake.IntakeAccess;
import java.time.Clock;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the review that an address names, for users who may see it. */
@Component
public class ReviewDesk {

  private final Reviews reviews;
  private final RequestIssues issues;
  private final Clock clock;

  ReviewDesk(Reviews reviews, RequestIssues issues, Clock clock) {
    this.reviews = reviews;
    this.issues = issues;
    this.clock = clock;
  }

  public Review find(String type, String id, Authentication user) {
    ReviewKey key = new ReviewKey(type(type), id(id));
    // Those who may not see a review do not learn that there is one.
    return reviews
        .find(key)
        .filter(review -> IntakeAccess.seesThoseOf(review.filing().submittedBy(), user))
        .orElseThrow(() -> new UnknownReview("There is no " + type + " with the id " + id + "."));
  }

  @Transactional(readOnly = true)
  ReviewView view(String type, String id, Authentication user) {
    Review review = find(type, id, user);
    return ReviewView.of(review, issues.findByReviewOrderById(review.key()), clock.instant());
  }

  private static ReviewType type(String code) {
    return ReviewType.of(code)
        .orElseThrow(
            () ->
                new UnknownReview(
                    "There is no review type %s. Use one of %s."
                        .formatted(code, ReviewType.codes())));
  }

  private static UUID id(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException noUuid) {
      throw new UnknownReview("There is no review with the id " + id + ": the id is not a UUID.");
    }
  }
}
