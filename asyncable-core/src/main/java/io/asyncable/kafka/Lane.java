package io.asyncable.kafka;

import io.asyncable.move.Reference;

/**
 * A queue's two topics, each with a group of its own. What was attempted before does not stand in
 * line behind a backlog again, so a record whose worker died runs within seconds.
 */
public enum Lane {
  /** For first attempts: {@code asyncable.jobs.<queue>}. */
  FIRST(""),
  /** For later attempts: {@code asyncable.jobs.<queue>.again}. */
  AGAIN(".again");

  private final String suffix;

  Lane(String suffix) {
    this.suffix = suffix;
  }

  /** The lane that carries this reference. */
  public static Lane of(Reference reference) {
    return reference.attempt() == 0 ? FIRST : AGAIN;
  }

  /** The queue's name, or its topic's, as this lane has it. */
  public String topic(String queueTopic) {
    return queueTopic + suffix;
  }
}
