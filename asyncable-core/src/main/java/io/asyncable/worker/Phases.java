package io.asyncable.worker;

/**
 * Who starts first and stops last: the heartbeat, then the contact with Kafka and the statistics,
 * the publisher, the completer, the loops. All other duties start after these and stop before them.
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
