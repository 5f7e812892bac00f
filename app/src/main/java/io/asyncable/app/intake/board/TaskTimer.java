package io.asyncable.app.intake.board;

import io.asyncable.Asyncable;
import io.asyncable.app.intake.review.Appeal;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** Ends the window in which an appellant may send more evidence, when its time has come. */
@Entity
class TaskTimer {

  @Id
  @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
  private UUID id;

  @OneToOne(optional = false, fetch = FetchType.EAGER)
  private Appeal appeal;

  @Embedded private Asyncable async = new Asyncable();

  protected TaskTimer() {}

  TaskTimer(Appeal appeal) {
    this.appeal = appeal;
  }

  UUID id() {
    return id;
  }

  Appeal appeal() {
    return appeal;
  }

  Asyncable async() {
    return async;
  }
}
