package io.asyncable.ops.pages;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** A record of the drain, processed while readers look at pages. */
@Entity
class Errand {
  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  @Nullable UUID id;

  int runs;
  @Embedded Asyncable async = new Asyncable();
}
