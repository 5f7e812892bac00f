package io.asyncable.ops.bench;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A record whose handler updates it in a transaction that may be shared. */
@Entity
class SharedBooking {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  @Nullable UUID id;

  int number;
  int amount;
  @Embedded Asyncable async = new Asyncable();

  SharedBooking() {}

  SharedBooking(int number) {
    this.number = number;
  }
}
