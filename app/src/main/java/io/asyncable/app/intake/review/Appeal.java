package io.asyncable.app.intake.review;

import jakarta.persistence.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The Board decides it and keeps the docket, so VBMS learns of an appeal by its decision. */
@Entity
public class Appeal extends Review {

  private @Nullable Instant docketedAt;
  private @Nullable Instant evidenceClosedAt;
  private @Nullable Instant decidedAt;

  protected Appeal() {}

  Appeal(Filing filing) {
    super(filing);
  }

  @Override
  public ReviewType type() {
    return ReviewType.APPEAL;
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
  public @Nullable Instant decidedAt() {
    return decidedAt;
  }

  public void closeEvidence(Instant at) {
    evidenceClosedAt = at;
  }
}
