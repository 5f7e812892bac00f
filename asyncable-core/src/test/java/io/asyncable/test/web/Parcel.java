package io.asyncable.test.web;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has a label, an owner, a subject and a tenant. */
@Entity
public class Parcel {
  public @Id UUID id = UUID.randomUUID();
  @Nullable String label;
  @Nullable String owner;
  @Nullable String subject;
  @Nullable String tenant;
  @Embedded Asyncable async = new Asyncable();
}
