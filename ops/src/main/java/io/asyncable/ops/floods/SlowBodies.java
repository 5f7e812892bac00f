package io.asyncable.ops.floods;

import io.asyncable.ops.bench.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients that promise a body and send a byte of it each second. */
final class SlowBodies {

  private static final int CLIENTS = 220;
  private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
  private static final byte[] HEAD =
      """
      POST /login HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Type: application/x-www-form-urlencoded\r
      Content-Length: 10000\r
      \r
      """
          .getBytes(StandardCharsets.ISO_8859_1);

  private final int port;
  private final Answers answers;

  private SlowBodies(int port, Answers answers) {
    this.port = port;
    this.answers = answers;
  }

  static void flood(Site site, Answers answers, Duration length) {
    new SlowBodies(site.instance().port(), answers).flood(length);
  }

  private void flood(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    List<SocketChannel> open = new ArrayList<>();
    while (System.nanoTime() - end < 0) {
      open.removeIf(this::isOver);
      while (open.size() < CLIENTS) {
        SocketChannel client = open();
        if (client == null) {
          break;
        }
        open.add(client);
      }
      Wait.time(BETWEEN_BYTES);
    }
    for (SocketChannel client : open) {
      answers.add("still open at the end");
      close(client);
    }
  }

  private @Nullable SocketChannel open() {
    try {
      SocketChannel client =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.configureBlocking(false);
      client.write(ByteBuffer.wrap(HEAD));
      return client;
    } catch (IOException refused) {
      answers.add("not connected");
      return null;
    }
  }

  /** Sends the next byte, unless the server has answered or gone. */
  private boolean isOver(SocketChannel client) {
    ByteBuffer answer = ByteBuffer.allocate(4 * 1024);
    try {
      if (client.read(answer) == 0) {
        client.write(ByteBuffer.wrap(new byte[] {'x'}));
        return false;
      }
    } catch (IOException cut) {
      // Told below.
    }
    close(client);
    answers.add(word(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)));
    return true;
  }

  private static String word(String answer) {
    if (!answer.startsWith("HTTP/1.1 ")) {
      return "cut off";
    }
    String status = answer.substring(9, 12);
    return status.equals("503") && !answer.contains("Retry-After:")
        ? "503 without Retry-After"
        : status;
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException gone) {
      // It shall be.
    }
  }
}
