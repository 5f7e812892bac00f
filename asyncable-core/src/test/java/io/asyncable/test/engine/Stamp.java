package io.asyncable.test.engine;

import io.asyncable.Asyncable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Its id is of a fixed length. */
@Entity
public class Stamp {
  @Id
  @JdbcTypeCode(SqlTypes.CHAR)
  @Column(length = 8)
  public @Nullable String id;

  public @Embedded Asyncable async = new Asyncable();

  Stamp() {}

  public Stamp(String id) {
    this.id = id;
  }
}
