package io.asyncable.ops.pages;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A signed-in user's browser, without rendering. */
final class Browser {

  static final String USER = "operator";

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final int port;

  Browser(int port) {
    this.port = port;
  }

  /** The body of a page. */
  String read(String address) {
    HttpResponse<String> answer = get(address, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  int status(String address) {
    return get(address, BodyHandlers.discarding()).statusCode();
  }

  /** How many lines a file has, none of which is kept. */
  long lines(String address) {
    HttpResponse<InputStream> answer = get(address, BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      long lines = 0;
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return lines;
    } catch (IOException failure) {
      throw new IllegalStateException(address, failure);
    }
  }

  private <T> HttpResponse<T> get(String address, HttpResponse.BodyHandler<T> handler) {
    byte[] credentials = (USER + ":" + USER).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .timeout(Duration.ofMinutes(2))
            .build();
    try {
      return client.send(request, handler);
    } catch (IOException failure) {
      throw new IllegalStateException(address, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(address, interrupted);
    }
  }
}
