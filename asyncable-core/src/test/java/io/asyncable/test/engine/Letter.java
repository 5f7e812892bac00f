package io.asyncable.test.engine;

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
public class Letter {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  public @Nullable UUID id;

  public @Nullable String address;
  public @Version int version;
  public @Embedded Asyncable async = new Asyncable();

  Letter() {}

  public Letter(String address) {
    this.address = address;
  }
}
