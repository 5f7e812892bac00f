package io.asyncable.test.engine;

import io.asyncable.Asyncable;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Every name is its own, some need quotes, and a subclass shares the table. */
@Entity
@Table(name = "\"order\"")
@Inheritance
@DiscriminatorColumn(name = "dtype", columnDefinition = "text")
@DiscriminatorValue("plain")
public class Order {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public @Nullable Integer id;

  @Embedded
  @AttributeOverride(name = "submittedAt", column = @Column(name = "ordered", updatable = false))
  @AttributeOverride(
      name = "lastSubmittedAt",
      column = @Column(name = "ordered_last", updatable = false))
  @AttributeOverride(name = "attemptedAt", column = @Column(name = "tried_at", updatable = false))
  @AttributeOverride(name = "processedAt", column = @Column(name = "shipped_at", updatable = false))
  @AttributeOverride(name = "canceledAt", column = @Column(name = "called_off", updatable = false))
  @AttributeOverride(
      name = "error",
      column = @Column(name = "\"what went wrong\"", updatable = false, columnDefinition = "text"))
  @AttributeOverride(name = "attempts", column = @Column(name = "\"tries\"", updatable = false))
  @AttributeOverride(name = "dueAt", column = @Column(name = "\"look at\"", updatable = false))
  @AttributeOverride(name = "claimedBy", column = @Column(name = "worker", updatable = false))
  @AttributeOverride(
      name = "trace",
      column = @Column(name = "order_trace", updatable = false, columnDefinition = "text"))
  @AttributeOverride(name = "publishedAt", column = @Column(name = "sent_at", updatable = false))
  @AttributeOverride(
      name = "cause",
      column = @Column(name = "reason", updatable = false, columnDefinition = "text"))
  @AttributeOverride(
      name = "hold",
      column = @Column(name = "\"waits for\"", updatable = false, columnDefinition = "text"))
  public Asyncable shipping = new Asyncable();

  /** In the same table. */
  @Entity
  @DiscriminatorValue("rush")
  public static class Rush extends Order {}
}
