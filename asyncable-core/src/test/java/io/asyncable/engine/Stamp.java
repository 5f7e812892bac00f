package io.asyncable.engine;

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
class Stamp {
  @Id
  @JdbcTypeCode(SqlTypes.CHAR)
  @Column(length = 8)
  @Nullable String id;

  @Embedded Asyncable async = new Asyncable();

  Stamp() {}

  Stamp(String id) {
    this.id = id;
  }
}
