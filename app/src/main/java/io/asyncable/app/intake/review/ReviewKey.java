package io.asyncable.app.intake.review;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;

/** Names a review of any kind; embedded where something belongs to one. */
@Embeddable
public record ReviewKey(
    @Enumerated(EnumType.STRING) @Column(name = "review_type", updatable = false) ReviewType type,
    @Column(name = "review_id", updatable = false) UUID id) {

  /** The address of the review's own page. */
  public String path() {
    return "/intake/reviews/" + type.code() + "/" + id;
  }
}
