package io.asyncable.explain;

import io.asyncable.move.Act;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person can do to help a record on: an act on the record, or something elsewhere. */
public enum Action {
  RESTART(Act.RESTART),
  CANCEL(Act.CANCEL),
  RETRY(Act.RETRY),
  MARK_PROCESSED(Act.MARK_PROCESSED),
  /** Resume the queue. */
  RESUME_QUEUE,
  /** Start an instance that consumes the queue. */
  START_WORKER,
  /** Start an instance with the role sweeper, or restart the one that makes no progress. */
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

  /** The word for programs; never changes. */
  public String word() {
    return act == null ? name().toLowerCase(Locale.ROOT) : act.word();
  }
}
