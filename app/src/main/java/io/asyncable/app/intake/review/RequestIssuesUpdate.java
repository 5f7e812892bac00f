package io.asyncable.app.intake.review;

import io.asyncable.Asyncable;
import io.asyncable.app.intake.veteran.Veteran;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** A change of the issues of a review after it was filed: some added, some withdrawn. */
@Entity
public class RequestIssuesUpdate {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @Embedded private ReviewKey review;

  @ManyToOne(optional = false, fetch = FetchType.EAGER)
  private Veteran veteran;

  private String submittedBy;

  @Embedded private Asyncable async = new Asyncable();

  protected RequestIssuesUpdate() {}

  RequestIssuesUpdate(Review review, String submittedBy) {
    this.review = review.key();
    this.veteran = review.veteran();
    this.submittedBy = submittedBy;
  }

  public UUID id() {
    return id;
  }

  public ReviewKey review() {
    return review;
  }

  Veteran veteran() {
    return veteran;
  }

  String submittedBy() {
    return submittedBy;
  }

  Asyncable async() {
    return async;
  }
}
