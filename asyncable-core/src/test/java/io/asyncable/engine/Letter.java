package io.asyncable.engine;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** Sent by a handler without a transaction. */
@Entity
class Letter {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  @Nullable UUID id;

  @Nullable String address;
  @Version int version;
  @Embedded Asyncable async = new Asyncable();

  Letter() {}

  Letter(String address) {
    this.address = address;
  }
}
