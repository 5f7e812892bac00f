package io.asyncable.ops.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Not in the package of the benchmark's application, whose database has no such table. */
@Entity
class Account {
  @Id int id;
  int amount;
}
