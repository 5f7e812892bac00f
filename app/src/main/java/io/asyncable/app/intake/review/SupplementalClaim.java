package io.asyncable.app.intake.review;

import jakarta.persistence.Entity;

/** The veteran brings new evidence. */
@Entity
public class SupplementalClaim extends EndProductReview {

  protected SupplementalClaim() {}

  SupplementalClaim(Filing filing) {
    super(filing);
  }

  @Override
  public ReviewType type() {
    return ReviewType.SUPPLEMENTAL_CLAIM;
  }

  @Override
  String modifier() {
    return "040SCR";
  }
}
