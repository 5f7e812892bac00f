package io.asyncable.engine;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

/** Embeds two. */
@Entity
class Filing {
  @Id String id = "";
  @Nullable String title;

  @Embedded
  @EmbeddedColumnNaming("establishment_%s")
  Asyncable establishment = new Asyncable();

  @Embedded
  @EmbeddedColumnNaming("decision_%s")
  Asyncable decision = new Asyncable();

  Filing() {}

  Filing(String id) {
    this.id = id;
  }
}
