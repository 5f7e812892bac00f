package io.asyncable.app.intake.board;

import io.asyncable.Asyncable;
import io.asyncable.app.intake.review.Appeal;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** The Board's written decision of an appeal, on its way to the veteran's electronic folder. */
@Entity
class DecisionDocument {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @OneToOne(optional = false, fetch = FetchType.EAGER)
  private Appeal appeal;

  @Column(columnDefinition = "text")
  private String text;

  private String submittedBy;
  private @Nullable String documentId;
  @Embedded private Asyncable async = new Asyncable();

  protected DecisionDocument() {}

  DecisionDocument(Appeal appeal, String text, String submittedBy) {
    this.appeal = appeal;
    this.text = text;
    this.submittedBy = submittedBy;
  }

  UUID id() {
    return id;
  }

  Appeal appeal() {
    return appeal;
  }

  String text() {
    return text;
  }

  String submittedBy() {
    return submittedBy;
  }

  /** The document in VBMS; null until it is uploaded. */
  @Nullable String documentId() {
    return documentId;
  }

  Asyncable async() {
    return async;
  }
}
