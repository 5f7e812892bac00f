package io.asyncable.app.intake;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** The veteran brings new evidence. */
@Entity
class SupplementalClaim implements EndProductReview {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @Embedded private Filing filing;
  private @Nullable String claimId;

  @Embedded
  @EmbeddedColumnNaming("establishment_%s")
  private Asyncable establishment = new Asyncable();

  protected SupplementalClaim() {}

  SupplementalClaim(Filing filing) {
    this.filing = filing;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public ReviewType type() {
    return ReviewType.SUPPLEMENTAL_CLAIM;
  }

  @Override
  public Filing filing() {
    return filing;
  }

  @Override
  public Asyncable establishment() {
    return establishment;
  }

  @Override
  public String code() {
    return filing.benefitType().endProduct("040SCR");
  }

  @Override
  public @Nullable String claimId() {
    return claimId;
  }
}
