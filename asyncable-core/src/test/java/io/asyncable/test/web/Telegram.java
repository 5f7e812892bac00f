package io.asyncable.test.web;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Has a text for an id, with whatever characters people put there. */
@Entity
class Telegram {
  @Id String id = "";
  @Embedded Asyncable async = new Asyncable();
}
