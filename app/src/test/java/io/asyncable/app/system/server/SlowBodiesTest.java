package io.asyncable.app.system.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.app.test.WorkerInstance;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send their bodies slowly, to a server with four threads. */
@WorkerInstance
class SlowBodiesTest {

  private final int port;
  private final int managementPort;

  SlowBodiesTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
    this.port = port;
    this.managementPort = managementPort;
  }

  @Test
  void noMoreThanHalfOfTheThreadsWaitForBodies() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        slow.add(begin("application/x-www-form-urlencoded"));
      }
      List<Socket> refused = new ArrayList<>();
      await()
          .until(
              () -> {
                for (Socket socket : slow) {
                  if (!refused.contains(socket) && socket.getInputStream().available() > 0) {
                    refused.add(socket);
                    assertThat(answer(socket))
                        .startsWith("HTTP/1.1 503")
                        .contains("Retry-After: 5");
                  }
                }
                return refused.size() >= 10;
              });
      assertThat(status(port, "/login")).isEqualTo(200);
      assertThat(status(managementPort, "/actuator/health")).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static int status(int port, String path) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path))).build();
    return HttpClient.newHttpClient()
        .send(get, HttpResponse.BodyHandlers.discarding())
        .statusCode();
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
