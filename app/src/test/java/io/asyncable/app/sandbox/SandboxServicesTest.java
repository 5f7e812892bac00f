package io.asyncable.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncable.app.sandbox.Switch.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxServicesTest {

  private final SandboxServices sandbox = SandboxServices.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void aRepeatedKeyGetsTheFirstAnswerAndIsNoSecondEffect() throws Exception {
    String first = claim("key", "review").body();

    assertThat(claim("key", "review").body()).isEqualTo(first);
    assertThat(sandbox.vbms().effects())
        .usingRecursiveComparison()
        .ignoringFields("severalEffects")
        .isEqualTo(new Effects(2, 1, 1, 0, Map.of()));
    assertThat(sandbox.vbms().effects().severalEffects()).isEmpty();
  }

  @Test
  void twoKeysForTheSameReferenceAreSeveralEffects() throws Exception {
    claim("one", "review");
    claim("two", "review");

    assertThat(sandbox.vbms().effects().severalEffects())
        .containsEntry("claim of review", List.of("one", "two"));
  }

  @Test
  void downRefusesConnectionsUntilItIsUpAgainAtTheSameAddress() throws Exception {
    sandbox.vbms().mode(Mode.DOWN);
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> claim("key", "review"));

    sandbox.vbms().mode(Mode.OK);
    assertThat(claim("key", "review").statusCode()).isEqualTo(200);
  }

  @Test
  void failingFailsItsShareAndHalfOfThatAfterTheEffect() throws Exception {
    sandbox.vbms().mode(new Switch(Mode.FAILING, Duration.ZERO, 0.5));
    List<Integer> answers = new ArrayList<>();
    for (int call = 0; call < 8; call++) {
      answers.add(claim("key " + call, "review " + call).statusCode());
    }

    assertThat(answers).containsExactly(200, 503, 200, 503, 200, 503, 200, 503);
    assertThat(sandbox.vbms().effects().effects()).isEqualTo(6);
  }

  @Test
  void lostHangsUpOnItsShareAfterTheEffect() throws Exception {
    sandbox.vbms().mode(new Switch(Mode.LOST, Duration.ZERO, 0.5));

    assertThat(claim("one", "review 1").statusCode()).isEqualTo(200);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> claim("two", "review 2"));
    assertThat(sandbox.vbms().effects())
        .usingRecursiveComparison()
        .isEqualTo(new Effects(2, 2, 0, 1, Map.of()));
  }

  @Test
  void slowTakesItsLatency() {
    sandbox.vbms().mode(new Switch(Mode.SLOW, Duration.ofMinutes(1), 1));

    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(() -> claim("key", "review", Duration.ofMillis(500)));
  }

  private HttpResponse<String> claim(String key, String reference)
      throws IOException, InterruptedException {
    return claim(key, reference, Duration.ofSeconds(30));
  }

  private HttpResponse<String> claim(String key, String reference, Duration patience)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(sandbox.vbms().url().resolve("/claims"))
            .timeout(patience)
            .header("Idempotency-Key", key)
            .POST(
                HttpRequest.BodyPublishers.ofString("{\"reference\":\"%s\"}".formatted(reference)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
