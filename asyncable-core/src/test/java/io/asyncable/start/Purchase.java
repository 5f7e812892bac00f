package io.asyncable.start;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Purchase {
  @Id long id;
  @Embedded Asyncable async = new Asyncable();
}
