package io.asyncable.app.intake.review;

import io.asyncable.app.intake.veteran.Veteran;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.time.LocalDate;

/** What every decision review is filed with; embedded in each kind. */
@Embeddable
public class Filing {

  // Eager: the handlers see a detached review, and all of them need the veteran.
  @ManyToOne(optional = false, fetch = FetchType.EAGER)
  private Veteran veteran;

  private LocalDate receiptDate;

  @Enumerated(EnumType.STRING)
  private BenefitType benefitType;

  private String submittedBy;
  private Instant filedAt;

  protected Filing() {}

  Filing(Veteran veteran, NewReview review, String submittedBy, Instant filedAt) {
    this.veteran = veteran;
    this.receiptDate = review.receiptDate();
    this.benefitType = review.benefitType();
    this.submittedBy = submittedBy;
    this.filedAt = filedAt;
  }

  public Veteran veteran() {
    return veteran;
  }

  public LocalDate receiptDate() {
    return receiptDate;
  }

  public BenefitType benefitType() {
    return benefitType;
  }

  String submittedBy() {
    return submittedBy;
  }

  Instant filedAt() {
    return filedAt;
  }
}
