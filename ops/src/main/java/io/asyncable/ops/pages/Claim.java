package io.asyncable.ops.pages;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of which there are millions; only SQL writes it. */
@Entity
class Claim {
  @Id @Nullable UUID id;
  @Nullable String fileNumber;
  @Nullable String submittedBy;
  @Nullable String office;
  @Embedded Asyncable establishment = new Asyncable();
}
