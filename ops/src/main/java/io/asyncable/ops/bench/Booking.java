package io.asyncable.ops.bench;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A record whose handler updates it in its own transaction. */
@Entity
class Booking {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  @Nullable UUID id;

  int number;
  int amount;
  @Embedded Asyncable async = new Asyncable();

  Booking() {}

  Booking(int number) {
    this.number = number;
  }
}
