package io.asyncable.ops.types;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of one of many types, in a table like that of jobs. */
@Entity
class Chore {
  @Id @Nullable UUID id;
  @Nullable String kind;
  int number;
  @Embedded Asyncable async = new Asyncable();
}
