package io.asyncable.sweep;

import io.asyncable.move.Timers.Look;
import io.asyncable.type.Policy;
import io.asyncable.type.ProcessType;
import java.time.Instant;

/** A type whose due records a pass looks for, and what Kafka said of the messages of its queue. */
record Sought(ProcessType type, Policy policy, OnItsWay messages) {

  Look at(Instant now) {
    Instant overdue = messages.areUnknown() ? now.minus(policy.window()) : null;
    return new Look(type, policy.sweepLimit(), overdue);
  }
}
