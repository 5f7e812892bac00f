package io.asyncable.worker;

/**
 * Who starts first and stops last: the heartbeat, then the contact with Kafka, the publisher, the
 * completer, the loops.
 */
public final class Phases {

  public static final int CONTACT = Heartbeat.PHASE + 5;
  public static final int PUBLISHER = Heartbeat.PHASE + 10;
  public static final int COMPLETER = Heartbeat.PHASE + 20;
  public static final int CONSUMERS = Heartbeat.PHASE + 30;

  private Phases() {}
}
