package io.asyncable.web.cluster;

import io.asyncable.queue.QueueDepths;

/**
 * A number that is counted up to a limit.
 *
 * @param number at most so many as are counted
 * @param capped whether there are more
 */
record Count(int number, boolean capped) {

  static Count of(int counted) {
    return new Count(Math.min(counted, QueueDepths.LARGEST), counted > QueueDepths.LARGEST);
  }

  /** In words. */
  public String text() {
    return capped ? number + " or more" : String.valueOf(number);
  }
}
