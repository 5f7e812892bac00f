package io.asyncable.app.intake.board;

import io.asyncable.Asyncable;
import io.asyncable.app.intake.review.RequestIssue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.util.UUID;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** Puts one granted issue of a Board decision into effect: VBMS opens a claim that pays it. */
@Entity
class BoardGrantEffectuation {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @OneToOne(optional = false, fetch = FetchType.EAGER)
  private RequestIssue issue;

  @ManyToOne(optional = false, fetch = FetchType.EAGER)
  private DecisionDocument document;

  private @Nullable String claimId;

  @Embedded
  @EmbeddedColumnNaming("decision_sync_%s")
  private Asyncable decisionSync = new Asyncable();

  protected BoardGrantEffectuation() {}

  BoardGrantEffectuation(RequestIssue issue, DecisionDocument document) {
    this.issue = issue;
    this.document = document;
  }

  UUID id() {
    return id;
  }

  RequestIssue issue() {
    return issue;
  }

  DecisionDocument document() {
    return document;
  }

  /** The claim in VBMS; null until it is established there. */
  @Nullable String claimId() {
    return claimId;
  }

  Asyncable decisionSync() {
    return decisionSync;
  }
}
