package io.asyncable.ops.faults;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.app.sandbox.Switch;
import io.asyncable.app.sandbox.Switch.Mode;
import io.asyncable.ops.bench.Wait;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records that failed once and wait, published, to be tried again; and a worker's death amid them.
 */
record Backlog(Scene scene) {

  private static final int REPEATS = 500;
  private static final Duration LATENCY = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
  private static final double LATEST_RERUN = 8;

  /** Time enough for all to fail before the first is due again, and no breaker between. */
  static final List<String> ARGUMENTS =
      List.of(
          "--asyncable.defaults.retry-interval=30s",
          "--resilience4j.circuitbreaker.configs.external.sliding-window-size=10000",
          "--resilience4j.circuitbreaker.configs.external.minimum-number-of-calls=10000");

  private static final String FAILED =
      """
      select count(*) from supplemental_claim
      where establishment_attempts = 1 and establishment_error is not null
      """;

  private static final String PUBLISHED_AGAIN =
      FAILED + " and establishment_published_at is not null";

  private static final String FIRST_RERUN =
      """
      select extract(epoch from min(establishment_attempted_at) - cast(:killed as timestamptz))
      from supplemental_claim c join asyncable_history h
        on h.record_id = c.id::text and h.event = 'lost' and c.establishment_attempts > h.attempt
      """;

  static void slow(SandboxServices services) {
    services.all().values().forEach(service -> service.mode(new Switch(Mode.SLOW, LATENCY, 1)));
  }

  static void quick(SandboxServices services) {
    services.all().values().forEach(service -> service.mode(Mode.OK));
  }

  void killAmidIt() {
    scene.services().vbms().mode(Mode.FAILING);
    importReviews();
    await("all have failed once", () -> count(FAILED) >= REPEATS);
    slow(scene.services());
    await("all wait to be tried again", () -> count(PUBLISHED_AGAIN) >= REPEATS * 3 / 4);
    Scene.pause(4);
    String killed = database().sql("select clock_timestamp()::text").query(String.class).single();
    scene.faultBegins();
    scene.one().kill();
    Wait.within(LONGEST_WAIT, () -> firstRerun(killed) != null);
    Double rerun = firstRerun(killed);
    scene.measured(
        "seconds until the first rerun",
        rerun == null ? LONGEST_WAIT.toSeconds() : rerun,
        LATEST_RERUN);
    quick(scene.services());
  }

  private JdbcClient database() {
    return scene.database();
  }

  private long count(String query) {
    return database().sql(query).query(Long.class).single();
  }

  private @Nullable Double firstRerun(String killed) {
    return database()
        .sql(FIRST_RERUN)
        .param("killed", killed)
        .query((row, number) -> row.getObject(1) == null ? null : row.getDouble(1))
        .list()
        .get(0);
  }

  private static void await(String what, BooleanSupplier holds) {
    if (!Wait.within(LONGEST_WAIT, holds)) {
      throw new IllegalStateException("Not within %s: %s".formatted(LONGEST_WAIT, what));
    }
  }

  private void importReviews() {
    String file =
        IntStream.range(0, REPEATS)
            .mapToObj(
                number ->
                    "supplemental_claim,%d,2024-05-06,compensation,Tinnitus"
                        .formatted(20_000_000 + number))
            .collect(
                Collectors.joining(
                    "\n", "type,file_number,receipt_date,benefit_type,issues\n", "\n"));
    String body =
        """
        --part\r
        Content-Disposition: form-data; name="file"; filename="reviews.csv"\r
        Content-Type: text/csv\r
        \r
        %s\r
        --part--\r
        """
            .formatted(file);
    HttpRequest request =
        scene
            .one()
            .request("/api/intake/imports")
            .timeout(LONGEST_WAIT)
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = scene.one().client().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("The import was answered with " + answer.body());
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
