package io.asyncable.test;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports on the loopback interface that nobody listens on. */
public final class Ports {

  // Below the range from which Linux takes the local ports of outgoing connections. A client that
  // keeps trying a stopped server inside that range can connect to itself, and the server then
  // never gets its port back.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;

  // A TCP port is given to the JVM that holds the UDP port of the same number. So two JVMs never
  // get the same one, nor does one JVM get it twice, even while its server is down.
  private static final Queue<DatagramSocket> RESERVED = new ConcurrentLinkedQueue<>();

  private Ports() {}

  /**
   * Returns a free port that stays safe to reuse while its server is down: nobody else who asks
   * here, in this JVM or in another, gets it before this JVM ends.
   */
  public static int free() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (reserve(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port found between %d and %d on the loopback interface."
            .formatted(LOWEST, HIGHEST));
  }

  static boolean reserve(int port) {
    try {
      RESERVED.add(new DatagramSocket(port, InetAddress.getByName("127.0.0.1")));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Tells whether a server could listen on the port right now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
