package io.asyncable.ops.bench;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A record whose handler does nothing. */
@Entity
class Errand {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  @Nullable UUID id;

  int number;
  @Embedded Asyncable async = new Asyncable();

  Errand() {}

  Errand(int number) {
    this.number = number;
  }
}
