package io.example.minimal;

import io.asyncable.Asyncable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

@Entity
class Reminder {
  @Id UUID id = UUID.randomUUID();
  boolean sent;
  @Embedded Asyncable async = new Asyncable();
}
