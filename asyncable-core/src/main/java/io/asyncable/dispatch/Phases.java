package io.asyncable.dispatch;

import io.asyncable.worker.Heartbeat;

/** Who starts first and stops last: the heartbeat, then the publisher, the completer, the loops. */
final class Phases {

  static final int PUBLISHER = Heartbeat.PHASE + 10;
  static final int COMPLETER = Heartbeat.PHASE + 20;
  static final int CONSUMERS = Heartbeat.PHASE + 30;

  private Phases() {}
}
