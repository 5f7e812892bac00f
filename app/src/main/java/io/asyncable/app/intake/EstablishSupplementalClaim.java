package io.asyncable.app.intake;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import org.springframework.stereotype.Component;

/** Establishes a supplemental claim in VBMS. */
@Component
class EstablishSupplementalClaim implements AsyncableHandler<SupplementalClaim> {

  private final Establishment establishment;

  EstablishSupplementalClaim(Establishment establishment) {
    this.establishment = establishment;
  }

  @Override
  public void process(SupplementalClaim review, Attempt attempt) {
    establishment.establish(review, attempt);
  }

  @Override
  public RecordAttributes attributes() {
    return Review.ATTRIBUTES;
  }

  @Override
  public RecordDescription describe(SupplementalClaim review) {
    return review.describe();
  }
}
