package io.asyncable.test.web;

import io.asyncable.Asyncable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import org.jspecify.annotations.Nullable;

/** Its subject is an association away, and who submitted it stands in another table. */
@Entity
@SecondaryTable(name = "receipt_clerk", pkJoinColumns = @PrimaryKeyJoinColumn(name = "receipt"))
class Receipt {
  @Id int id;
  @ManyToOne @Nullable Customer customer;

  @Column(table = "receipt_clerk")
  @Nullable String clerk;

  @Embedded Asyncable async = new Asyncable();
}
