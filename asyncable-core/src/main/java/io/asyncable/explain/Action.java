package io.asyncable.explain;

import io.asyncable.move.Act;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person can do that helps a record on: an act on the record, or something elsewhere. */
public enum Action {
  RESTART(Act.RESTART),
  CANCEL(Act.CANCEL),
  RETRY(Act.RETRY),
  /** Let the queue go on. */
  RESUME_QUEUE,
  /** Start an instance that consumes the queue. */
  START_WORKER,
  /** Start an instance with the role sweeper, or the one again that stands still. */
  START_SWEEPER,
  /** Bring Kafka back. */
  MEND_KAFKA;

  private final @Nullable Act act;

  Action() {
    this(null);
  }

  Action(@Nullable Act act) {
    this.act = act;
  }

  /** What programs know it by. */
  public String word() {
    return act == null ? name().toLowerCase(Locale.ROOT) : act.word();
  }
}
