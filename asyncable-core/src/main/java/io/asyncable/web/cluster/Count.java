package io.asyncable.web.cluster;

import io.asyncable.queue.QueueDepths;

/**
 * A number that is counted up to a limit.
 *
 * @param number the number, or the limit if there are more
 * @param capped whether there are more
 */
record Count(int number, boolean capped) {

  static Count of(int counted) {
    return new Count(Math.min(counted, QueueDepths.LARGEST), counted > QueueDepths.LARGEST);
  }

  /** The number in words. */
  public String text() {
    return capped ? number + " or more" : String.valueOf(number);
  }
}
