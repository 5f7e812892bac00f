package io.asyncable.app.intake.review;

import io.asyncable.RecordDescription;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** A review that the agency decides by itself. VBMS handles it as an end product. */
@MappedSuperclass
public abstract class EndProductReview extends Review {

  private @Nullable String claimId;

  protected EndProductReview() {}

  EndProductReview(Filing filing) {
    super(filing);
  }

  /** The end product code of its kind, before the benefit changes it. */
  abstract String modifier();

  /** The end product code. */
  public String code() {
    return filing().benefitType().endProduct(modifier());
  }

  /** The claim in VBMS; null until it is established there. */
  public @Nullable String claimId() {
    return claimId;
  }

  @Override
  public RecordDescription describe() {
    RecordDescription description = super.describe().fact("End product", code());
    return claimId == null ? description : description.fact("Claim in VBMS", claimId);
  }
}
