package io.asyncable.app.intake.review;

import jakarta.persistence.Entity;

/** A senior adjudicator looks again at the same evidence. */
@Entity
public class HigherLevelReview extends EndProductReview {

  protected HigherLevelReview() {}

  HigherLevelReview(Filing filing) {
    super(filing);
  }

  @Override
  public ReviewType type() {
    return ReviewType.HIGHER_LEVEL_REVIEW;
  }

  @Override
  String modifier() {
    return "030HLRR";
  }
}
