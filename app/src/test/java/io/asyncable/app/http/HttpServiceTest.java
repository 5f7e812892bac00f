package io.asyncable.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

class HttpServiceTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  private HttpServer server;
  private HttpService service;
  private volatile int status = 200;
  private volatile String retryAfter = "";
  private volatile String contentType = "application/json";
  private volatile String body = "{}";
  private volatile String key = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
          }
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    service = service(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static HttpService service(URI url) {
    Endpoint endpoint = new Endpoint(url, Duration.ofSeconds(1), Duration.ofSeconds(5));
    return new HttpServices(RestClient.builder(), CLOCK).service("BGS", endpoint, Away::new);
  }

  private Person fetch(String key) {
    return service.get(key, Person.class, "/veterans/{fileNumber}", "12345678");
  }

  private record Person(String participantId, String firstName, String lastName) {}

  private static final class Away extends RuntimeException {
    Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheIdempotencyKey() {
    body = "{\"participantId\":\"1\",\"firstName\":\"Ann\",\"lastName\":\"Baker\"}";

    assertThat(fetch("the key")).isEqualTo(new Person("1", "Ann", "Baker"));
    assertThat(key).isEqualTo("the key");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void givesUpOnARefusalThatCannotChange(int refusal) {
    status = refusal;
    body = "{\"detail\":\"no such veteran\"}";

    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> fetch("key"))
        .withMessage("BGS answered " + refusal + ": {\"detail\":\"no such veteran\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "404, text/html",
    "404, ''",
    "404, text/plain;charset=UTF-8",
    "400, text/html",
    "422, text/html"
  })
  void aRefusalThatIsNotTheServicesOwnIsRetried(int refusal, String type) {
    status = refusal;
    contentType = type;
    body = "<html><body>No such route</body></html>";

    assertThatExceptionOfType(Away.class)
        .isThrownBy(() -> fetch("key"))
        .withMessageStartingWith("BGS answered " + refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/problem+json", "Application/JSON;charset=UTF-8", "application/json"})
  void theServiceAnswersWithJson(String type) {
    status = 404;
    contentType = type;

    assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> fetch("key"));
  }

  @ParameterizedTest
  @CsvSource({
    "409, 5, 5",
    "423, 0, 0",
    "429, 'Sat, 31 Jan 2026 12:01:00 GMT', 60",
    "429, 'Sat, 31 Jan 2026 11:00:00 GMT', 0"
  })
  void waitsAsLongAsABusyServiceAsks(int refusal, String header, long seconds) {
    status = refusal;
    retryAfter = header;

    RetryLater later = catchThrowableOfType(RetryLater.class, () -> fetch("key"));
    assertThat(later.delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "503, 5", "409, ''", "429, soon", "401, ''"})
  void anyOtherRefusalIsRetried(int refusal, String header) {
    status = refusal;
    retryAfter = header;

    assertThatExceptionOfType(Away.class)
        .isThrownBy(() -> fetch("key"))
        .withMessageStartingWith("BGS answered " + refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]"})
  void anAnswerThatCannotBeReadIsRetried(String nonsense) {
    body = nonsense;

    assertThatExceptionOfType(Away.class).isThrownBy(() -> fetch("key"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void anAnswerOfNoKindIsRetried(int answer) {
    status = answer;
    contentType = "nonsense";

    assertThatExceptionOfType(Away.class)
        .isThrownBy(() -> fetch("key"))
        .withMessageStartingWith("BGS gave no usable answer");
  }

  @Test
  void aServiceThatIsAwayIsRetried() {
    server.stop(0);

    assertThatExceptionOfType(Away.class)
        .isThrownBy(() -> fetch("key"))
        .withMessageStartingWith("BGS gave no usable answer");
  }
}
