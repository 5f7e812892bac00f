package io.asyncable.test.engine;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

/** Embeds two. */
@Entity
public class Filing {
  public @Id String id = "";
  @Nullable String title;

  @Embedded
  @EmbeddedColumnNaming("establishment_%s")
  public Asyncable establishment = new Asyncable();

  @Embedded
  @EmbeddedColumnNaming("decision_%s")
  public Asyncable decision = new Asyncable();

  Filing() {}

  public Filing(String id) {
    this.id = id;
  }
}
