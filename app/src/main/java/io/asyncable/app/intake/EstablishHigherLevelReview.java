package io.asyncable.app.intake;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import org.springframework.stereotype.Component;

/** Establishes a higher-level review in VBMS. */
@Component
class EstablishHigherLevelReview implements AsyncableHandler<HigherLevelReview> {

  private final Establishment establishment;

  EstablishHigherLevelReview(Establishment establishment) {
    this.establishment = establishment;
  }

  @Override
  public void process(HigherLevelReview review, Attempt attempt) {
    establishment.establish(review, attempt);
  }

  @Override
  public RecordAttributes attributes() {
    return Review.ATTRIBUTES;
  }

  @Override
  public RecordDescription describe(HigherLevelReview review) {
    return review.describe();
  }
}
