package io.asyncable.test.web;

import io.asyncable.Asyncable;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.Table;

/** Has a text for an id, with whatever characters people put there. */
@Entity
@Table(name = "telegram")
@Inheritance
@DiscriminatorColumn(name = "kind", columnDefinition = "text")
abstract class Wire {
  @Id String id = "";
  @Embedded Asyncable async = new Asyncable();
}
