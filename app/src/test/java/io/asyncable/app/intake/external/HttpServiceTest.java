package io.asyncable.app.intake.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.app.intake.external.ExternalServices.Endpoint;
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
  private Bgs bgs;
  private volatile int status = 200;
  private volatile String retryAfter = "";
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
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    bgs = bgs(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static Bgs bgs(URI url) {
    Endpoint endpoint = new Endpoint(url, Duration.ofSeconds(1), Duration.ofSeconds(5));
    return new Bgs(
        new HttpService("BGS", RestClient.builder(), endpoint, CLOCK, BgsUnavailable::new));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheIdempotencyKey() {
    body = "{\"participantId\":\"1\",\"firstName\":\"Ann\",\"lastName\":\"Baker\"}";

    assertThat(bgs.fetchVeteran("12345678", "the key"))
        .isEqualTo(new Bgs.Person("1", "Ann", "Baker"));
    assertThat(key).isEqualTo("the key");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void givesUpOnARefusalThatCannotChange(int refusal) {
    status = refusal;
    body = "{\"detail\":\"no such veteran\"}";

    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> bgs.fetchVeteran("12345678", "key"))
        .withMessage("BGS answered " + refusal + ": {\"detail\":\"no such veteran\"}");
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

    RetryLater later =
        catchThrowableOfType(RetryLater.class, () -> bgs.fetchVeteran("12345678", "key"));
    assertThat(later.delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "503, 5", "409, ''", "429, soon", "401, ''"})
  void anyOtherRefusalIsRetried(int refusal, String header) {
    status = refusal;
    retryAfter = header;

    assertThatExceptionOfType(BgsUnavailable.class)
        .isThrownBy(() -> bgs.fetchVeteran("12345678", "key"))
        .withMessageStartingWith("BGS answered " + refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]"})
  void anAnswerThatCannotBeReadIsRetried(String nonsense) {
    body = nonsense;

    assertThatExceptionOfType(BgsUnavailable.class)
        .isThrownBy(() -> bgs.fetchVeteran("12345678", "key"));
  }

  @Test
  void aServiceThatIsAwayIsRetried() {
    server.stop(0);

    assertThatExceptionOfType(BgsUnavailable.class)
        .isThrownBy(() -> bgs.fetchVeteran("12345678", "key"))
        .withMessageStartingWith("BGS gave no usable answer");
  }
}
