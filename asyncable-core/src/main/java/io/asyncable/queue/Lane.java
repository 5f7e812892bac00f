package io.asyncable.queue;

/**
 * The topics of a queue, each with a group of its own. A repeated record does not wait behind the
 * backlog of first attempts. A record that was lost with its worker waits behind neither, so it
 * runs within seconds.
 */
public enum Lane {
  /** For first attempts: {@code asyncable.jobs.<queue>}. */
  FIRST(""),
  /** For later attempts: {@code asyncable.jobs.<queue>.again}. */
  AGAIN(".again"),
  /**
   * For later attempts of a submission that has lost one: {@code asyncable.jobs.<queue>.lost}. Few
   * are, since no more than a worker held are lost with it, and one that is lost again and again is
   * quarantined. So they may go before all others.
   */
  LOST(".lost");

  private final String suffix;

  Lane(String suffix) {
    this.suffix = suffix;
  }

  /**
   * The lane that carries a record's next attempt. Nothing changes it while its message is out.
   *
   * @param attempts of the present submission so far
   * @param losses how many of them were lost
   */
  public static Lane of(int attempts, int losses) {
    if (losses > 0) {
      return LOST;
    }
    return attempts == 0 ? FIRST : AGAIN;
  }

  /** The queue's name, or its topic's, as this lane has it. */
  public String topic(String queueTopic) {
    return queueTopic + suffix;
  }
}
