package io.asyncable.app.intake;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** The Board decides; it keeps the docket itself, so VBMS hears of an appeal by the decision. */
@Entity
class Appeal implements Review {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @Embedded private Filing filing;
  private @Nullable Instant docketedAt;
  private @Nullable Instant evidenceClosedAt;
  private @Nullable Instant decidedAt;

  @Embedded
  @EmbeddedColumnNaming("establishment_%s")
  private Asyncable establishment = new Asyncable();

  protected Appeal() {}

  Appeal(Filing filing) {
    this.filing = filing;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public ReviewType type() {
    return ReviewType.APPEAL;
  }

  @Override
  public Filing filing() {
    return filing;
  }

  @Override
  public Asyncable establishment() {
    return establishment;
  }

  /** When it was placed on the Board's docket. */
  @Nullable Instant docketedAt() {
    return docketedAt;
  }

  /** When the window for more evidence closed, from which on a judge may take the appeal. */
  @Nullable Instant evidenceClosedAt() {
    return evidenceClosedAt;
  }

  /** When the Board decided. */
  @Nullable Instant decidedAt() {
    return decidedAt;
  }

  void closeEvidence(Instant at) {
    evidenceClosedAt = at;
  }
}
