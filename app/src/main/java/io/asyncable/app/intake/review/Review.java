package io.asyncable.app.intake.review;

import io.asyncable.Asyncable;
import io.asyncable.RecordDescription;
import io.asyncable.app.intake.veteran.Veteran;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.UuidGenerator;

/** A decision review: what its three kinds have in common, each in a table of its own. */
@MappedSuperclass
public abstract class Review {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @Embedded private Filing filing;

  @Embedded
  @EmbeddedColumnNaming("establishment_%s")
  private Asyncable establishment = new Asyncable();

  protected Review() {}

  Review(Filing filing) {
    this.filing = filing;
  }

  public abstract ReviewType type();

  public UUID id() {
    return id;
  }

  public Filing filing() {
    return filing;
  }

  public Asyncable establishment() {
    return establishment;
  }

  public ReviewKey key() {
    return new ReviewKey(type(), id);
  }

  public Veteran veteran() {
    return filing.veteran();
  }

  public RecordDescription describe() {
    return new RecordDescription(type().label(), key().path())
        .fact("Benefit", filing.benefitType().code())
        .fact("Received", filing.receiptDate().toString());
  }
}
