package io.asyncable.app.intake;

import io.asyncable.RecordDescription;
import org.jspecify.annotations.Nullable;

/** A review that VBMS works as an end product: the two kinds the agency decides by itself. */
interface EndProductReview extends Review {

  /** The end product code. */
  String code();

  /** The claim in VBMS; null until it is established there. */
  @Nullable String claimId();

  @Override
  default RecordDescription describe() {
    RecordDescription description = Review.super.describe().fact("End product", code());
    String claimId = claimId();
    return claimId == null ? description : description.fact("Claim in VBMS", claimId);
  }
}
