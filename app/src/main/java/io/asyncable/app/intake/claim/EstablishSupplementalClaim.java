package io.asyncable.app.intake.claim;

import io.asyncable.Attempt;
import io.asyncable.app.intake.review.ReviewHandler;
import io.asyncable.app.intake.review.SupplementalClaim;
import org.springframework.stereotype.Component;

/** Establishes a supplemental claim in VBMS. */
@Component
class EstablishSupplementalClaim implements ReviewHandler<SupplementalClaim> {

  private final Establishment establishment;

  EstablishSupplementalClaim(Establishment establishment) {
    this.establishment = establishment;
  }

  @Override
  public void process(SupplementalClaim review, Attempt attempt) {
    establishment.establish(review, attempt);
  }
}
