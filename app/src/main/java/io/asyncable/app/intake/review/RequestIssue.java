package io.asyncable.app.intake.review;

import io.asyncable.Asyncable;
import io.asyncable.app.intake.veteran.Veteran;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** One thing the veteran wants decided differently. */
@Entity
public class RequestIssue {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @Embedded private ReviewKey review;

  // Eager, though reachable through the review: pages name the subject of many issues at once.
  @ManyToOne(optional = false, fetch = FetchType.EAGER)
  private Veteran veteran;

  private String description;
  private String submittedBy;

  @ManyToOne(fetch = FetchType.LAZY)
  private @Nullable RequestIssuesUpdate addedBy;

  @ManyToOne(fetch = FetchType.LAZY)
  private @Nullable RequestIssuesUpdate withdrawnBy;

  private @Nullable String contentionId;
  private @Nullable Instant contentionRemovedAt;
  private @Nullable String disposition;

  @Embedded
  @EmbeddedColumnNaming("decision_sync_%s")
  private Asyncable decisionSync = new Asyncable();

  protected RequestIssue() {}

  RequestIssue(Review review, String description) {
    this.review = review.key();
    this.veteran = review.veteran();
    this.submittedBy = review.filing().submittedBy();
    this.description = description;
  }

  RequestIssue(Review review, String description, RequestIssuesUpdate addedBy) {
    this(review, description);
    this.addedBy = addedBy;
    this.submittedBy = addedBy.submittedBy();
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

  public String description() {
    return description;
  }

  String submittedBy() {
    return submittedBy;
  }

  public boolean isWithdrawn() {
    return withdrawnBy != null;
  }

  void withdraw(RequestIssuesUpdate update) {
    withdrawnBy = update;
  }

  /** The contention in VBMS; null until it is created there, and for an appeal's issue. */
  public @Nullable String contentionId() {
    return contentionId;
  }

  public void contendedAs(String contentionId) {
    this.contentionId = contentionId;
  }

  public void contentionRemoved(Instant at) {
    contentionRemovedAt = at;
  }

  /** How it was decided; null until it was. */
  @Nullable String disposition() {
    return disposition;
  }

  public void decide(String disposition) {
    this.disposition = disposition;
  }

  Asyncable decisionSync() {
    return decisionSync;
  }
}
