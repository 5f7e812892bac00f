package io.asyncable.app;

import io.asyncable.test.Ports;
import java.util.function.Consumer;

/** Ports that are always the same, unless something else listens there. */
final class DevelopmentPort {

  private DevelopmentPort() {}

  static int of(String server, int preferred, Consumer<String> announce) {
    if (Ports.isFree(preferred)) {
      return preferred;
    }
    int free = Ports.free();
    announce.accept("Port %d is taken: %s uses %d.".formatted(preferred, server, free));
    return free;
  }
}
