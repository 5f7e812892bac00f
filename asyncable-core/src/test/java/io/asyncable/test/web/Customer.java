package io.asyncable.test.web;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Has a number and an account within an embedded object. */
@Entity
class Customer {
  @Id long id;
  @Embedded Person person = new Person();

  @Embeddable
  static class Person {
    @Nullable String number;
    @Nullable String account;
  }
}
