package io.asyncable.worker;

/**
 * The order of start: the heartbeat, then the contact with Kafka and the statistics, the publisher,
 * the completer and the consumer loops. Other duties start after these. The stop runs in reverse
 * order.
 */
public final class Phases {

  public static final int HEARTBEAT = 0;
  public static final int CONTACT = 5;
  public static final int STATISTICS = 5;
  public static final int PUBLISHER = 10;
  public static final int COMPLETER = 20;
  public static final int CONSUMERS = 30;

  private Phases() {}
}
