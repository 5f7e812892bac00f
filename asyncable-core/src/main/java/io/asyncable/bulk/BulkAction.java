package io.asyncable.bulk;

import io.asyncable.Asyncable;
import io.asyncable.bulk.Bulk.Person;
import io.asyncable.move.Act;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One act on many records. Canceling it stops it; restarting it continues with the remaining
 * records.
 */
@Cacheable(false)
@Entity
@Table(name = "asyncable_bulk")
public class BulkAction {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private @Nullable UUID id;

  @Enumerated(EnumType.STRING)
  private Act act;

  private String actor;
  private String reason;

  /** What was selected, in words. */
  private String selection;

  /** The address of the list that it was selected in. */
  private String list;

  private int records;

  @Column(name = "created_at")
  private Instant createdAt;

  @Embedded private Asyncable async = new Asyncable();

  @SuppressWarnings("NullAway.Init")
  protected BulkAction() {}

  BulkAction(Bulk.Request request, Instant createdAt) {
    this.act = request.act();
    this.actor = request.by().name();
    this.reason = request.by().reason();
    this.selection = request.selection();
    this.list = request.list();
    this.createdAt = createdAt;
  }

  /** Its id, which it has once it is stored. */
  public UUID id() {
    if (id == null) {
      throw new IllegalStateException("The bulk action is not stored yet");
    }
    return id;
  }

  /** What is done to each record. */
  public Act act() {
    return act;
  }

  /** The person who began the action or resumed it last. */
  public String actor() {
    return actor;
  }

  /** Why. */
  public String reason() {
    return reason;
  }

  /** What was selected, in words. */
  public String selection() {
    return selection;
  }

  /** The address of the list that it was selected in. */
  public String list() {
    return list;
  }

  /** How many records were selected. */
  public int records() {
    return records;
  }

  /** When it was asked for. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Its asynchronous state. */
  public Asyncable async() {
    return async;
  }

  void counted(int records) {
    this.records = records;
  }

  void takenOver(Person by) {
    this.actor = by.name();
    this.reason = by.reason();
  }
}
