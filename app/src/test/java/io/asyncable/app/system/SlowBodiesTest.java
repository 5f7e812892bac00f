package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send their bodies slowly, to a server with four threads. */
@WorkerInstance
class SlowBodiesTest {

  private final int port;

  SlowBodiesTest(@LocalServerPort int port) {
    this.port = port;
  }

  @Test
  void noMoreThanHalfOfTheThreadsWaitForBodies() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        slow.add(begin("application/x-www-form-urlencoded"));
      }
      AtomicReference<Socket> refused = new AtomicReference<>();
      await()
          .until(
              () -> {
                for (Socket socket : slow) {
                  if (socket.getInputStream().available() > 0) {
                    refused.set(socket);
                  }
                }
                return refused.get() != null;
              });
      assertThat(answer(refused.get())).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
  void aBodyThatTricklesIsCutOff(String type) throws IOException {
    try (Socket trickling = begin(type)) {
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                if (trickling.getInputStream().available() > 0) {
                  return true;
                }
                trickling.getOutputStream().write('x');
                return false;
              });
      assertThat(answer(trickling)).startsWith("HTTP/1.1 408");
    }
  }

  private Socket begin(String type) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket
        .getOutputStream()
        .write(
            ("POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: 10000\r\n\r\n")
                .formatted(type)
                .getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    byte[] some = new byte[socket.getInputStream().available()];
    int read = socket.getInputStream().read(some);
    return new String(some, 0, Math.max(0, read), StandardCharsets.UTF_8);
  }
}
