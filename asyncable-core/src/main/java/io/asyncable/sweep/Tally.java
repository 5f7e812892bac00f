package io.asyncable.sweep;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a pass did.
 *
 * @param published references sent for a first or a next attempt
 * @param waiting records whose message is still on its way
 * @param held records that an open breaker holds
 * @param running timers of running attempts moved on
 * @param lost attempts found lost
 * @param expired records given up
 */
public record Tally(int published, int waiting, int held, int running, int lost, int expired) {

  /** Nothing was due. */
  public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        published + other.published,
        waiting + other.waiting,
        held + other.held,
        running + other.running,
        lost + other.lost,
        expired + other.expired);
  }

  /** Whether anything happened that is worth a line. */
  boolean didSomething() {
    return published + held + lost + expired > 0;
  }

  void count(String type, MeterRegistry meters) {
    count(meters, type, "published", published);
    count(meters, type, "waiting", waiting);
    count(meters, type, "held", held);
    count(meters, type, "running", running);
    count(meters, type, "lost", lost);
    count(meters, type, "expired", expired);
  }

  private static void count(MeterRegistry meters, String type, String what, int amount) {
    if (amount > 0) {
      meters.counter("asyncable.swept", "type", type, "what", what).increment(amount);
    }
  }
}
