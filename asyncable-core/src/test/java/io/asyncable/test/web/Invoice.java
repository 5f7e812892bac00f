package io.asyncable.test.web;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.EmbeddedColumnNaming;

/** Has a number for an id and a prefix before its columns; its description always throws. */
@Entity
public class Invoice {
  public @Id long id;

  @Embedded
  @EmbeddedColumnNaming("booking_%s")
  Asyncable booking = new Asyncable();
}
