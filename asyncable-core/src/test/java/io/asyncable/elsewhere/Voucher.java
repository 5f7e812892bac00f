package io.asyncable.elsewhere;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Mapped by an EntityManagerFactory that is not the engine's. */
@Entity
public class Voucher {
  @Id long id;
  @Embedded Asyncable async = new Asyncable();
}
