package io.asyncable.app.intake.claim;

import io.asyncable.Attempt;
import io.asyncable.app.intake.review.HigherLevelReview;
import io.asyncable.app.intake.review.ReviewHandler;
import org.springframework.stereotype.Component;

/** Establishes a higher-level review in VBMS. */
@Component
class EstablishHigherLevelReview implements ReviewHandler<HigherLevelReview> {

  private final Establishment establishment;

  EstablishHigherLevelReview(Establishment establishment) {
    this.establishment = establishment;
  }

  @Override
  public void process(HigherLevelReview review, Attempt attempt) {
    establishment.establish(review, attempt);
  }
}
