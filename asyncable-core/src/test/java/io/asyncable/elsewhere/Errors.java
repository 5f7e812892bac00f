package io.asyncable.elsewhere;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Its name is that of a page. */
@Entity(name = "errors")
@Table(name = "receipt")
public class Errors {
  @Id long id;
  @Embedded Asyncable async = new Asyncable();
}
