package io.asyncable.dispatch;

import io.asyncable.worker.Heartbeat;

/**
 * Who starts first and stops last: the heartbeat, then the contact with Kafka, the publisher, the
 * completer, the loops.
 */
final class Phases {

  static final int CONTACT = Heartbeat.PHASE + 5;
  static final int PUBLISHER = Heartbeat.PHASE + 10;
  static final int COMPLETER = Heartbeat.PHASE + 20;
  static final int CONSUMERS = Heartbeat.PHASE + 30;

  private Phases() {}
}
