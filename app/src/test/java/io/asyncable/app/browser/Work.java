package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.app.sandbox.Switch;
import io.asyncable.app.sandbox.Switch.Mode;
import io.asyncable.queue.PausedQueues;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.core.env.Environment;

/** Files reviews as a program does, so that there is something to see. */
final class Work {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger FILED = new AtomicInteger();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Environment environment;
  private final SandboxServices sandbox;
  private final PausedQueues paused;
  private final CircuitBreakerRegistry breakers;

  Work(
      Environment environment,
      SandboxServices sandbox,
      PausedQueues paused,
      CircuitBreakerRegistry breakers) {
    this.environment = environment;
    this.sandbox = sandbox;
    this.paused = paused;
    this.breakers = breakers;
  }

  /** A record by its type and id; its subject is the veteran's file number. */
  record Filed(String type, String id, String fileNumber) {

    String path() {
      return "/jobs/" + type + "/" + id;
    }
  }

  /** An appeal for a veteran whom BGS does not know: the engine gives up at once. */
  Filed expired(String user) {
    sandbox.bgs().mode(Mode.OK);
    return awaited(file(user, "Appeal", "appeal", "000"), "EXPIRED");
  }

  /** The group of the errors that {@link #expired} makes. */
  String fingerprintOfExpired() {
    return this.<List<String>>read(
            "/api/errors",
            "$.groups[?('Appeal' in @.types && @.error == 'PermanentFailure')].fingerprint")
        .get(0);
  }

  Filed canceled(String user) {
    Filed filed = expired(user);
    cancel(filed);
    return filed;
  }

  /** An appeal for a veteran whom BGS knows. */
  Filed processed() {
    sandbox.bgs().mode(Mode.OK);
    return awaited(file("alice", "Appeal", "appeal", "600"), "PROCESSED");
  }

  /** The timer of an appeal whose veteran may still send evidence. */
  Filed scheduled() {
    sandbox.bgs().mode(Mode.OK);
    LocalDate received = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    Filed appeal = awaited(file("alice", "Appeal", "appeal", "600", received), "PROCESSED");
    List<String> timers =
        read(
            "/api/jobs?type=TaskTimer&state=scheduled&subject=" + appeal.fileNumber,
            "$.jobs[*].id");
    return new Filed("TaskTimer", timers.get(0), appeal.fileNumber);
  }

  /** A review that VBMS does not take, so that it is tried again and again. */
  Filed retrying(String user) {
    sandbox.bgs().mode(Mode.OK);
    sandbox.vbms().mode(Mode.FAILING);
    // The failures of earlier reviews would hold this one back for ten seconds.
    breakers.circuitBreaker("vbms").reset();
    return awaited(file(user, "HigherLevelReview", "higher_level_review", "400"), "RETRYING");
  }

  /** Does something while so many reviews wait for VBMS, whose breaker is open. */
  void whileHeld(int reviews, Runnable work) {
    sandbox.vbms().mode(Mode.OK);
    CircuitBreaker breaker = breakers.circuitBreaker("vbms");
    breaker.transitionToForcedOpenState();
    List<Filed> filed = new ArrayList<>();
    try {
      for (int i = 0; i < reviews; i++) {
        filed.add(file("alice", "HigherLevelReview", "higher_level_review", "400"));
      }
      Awaitility.await().atMost(PATIENCE).until(() -> total("reason=held") >= reviews);
      work.run();
    } finally {
      breaker.reset();
    }
    filed.forEach(review -> awaited(review, "PROCESSED"));
  }

  private Filed awaited(Filed filed, String state) {
    await(filed, state);
    return filed;
  }

  /** Waits until the record is in this state. */
  void await(Filed filed, String state) {
    Awaitility.await().atMost(PATIENCE).until(() -> state(filed).equals(state));
  }

  /** A review that nothing keeps from being processed, as far as the services go. */
  Filed filed(String user) {
    repairVbms();
    return file(user, "HigherLevelReview", "higher_level_review", "400");
  }

  /** A review that waits because VBMS does not answer. */
  Filed waitingForVbms() {
    sandbox.bgs().mode(Mode.OK);
    sandbox.vbms().mode(Mode.DOWN);
    breakers.circuitBreaker("vbms").transitionToOpenState();
    Filed review = file("alice", "HigherLevelReview", "higher_level_review", "400");
    Awaitility.await().atMost(PATIENCE).until(() -> total("reason=held") > 0);
    return review;
  }

  void repairVbms() {
    sandbox.vbms().mode(Mode.OK);
  }

  /** Ends what other tests have left, and what would hold back what this one makes. */
  void clear() {
    sandbox.bgs().mode(Mode.OK);
    repairVbms();
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    if (paused.contains("default")) {
      act("/api/queues/default/resume");
      awaitPause("default", false);
    }
    cancelMatching("");
  }

  /** What is stuck may be processed before the bulk action begins, which is refused then. */
  private void cancelMatching(String filter) {
    if (total(filter) > 0) {
      String all =
          "{\"act\": \"cancel\", \"all\": true, \"filter\": \"%s\", \"reason\": \"a test\"}"
              .formatted(filter);
      assertThat(posted("/api/bulk", all)).isIn(202, 400);
    }
    Awaitility.await().atMost(PATIENCE).until(() -> total(filter) == 0);
  }

  private int total(String query) {
    return read("/api/jobs?" + query, "$.total");
  }

  /** Records in trouble of several kinds; one that has failed more than once is returned. */
  Filed trouble() {
    expired("alice");
    sandbox.vbms().mode(Mode.FAILING);
    Filed failing = file("alice", "HigherLevelReview", "higher_level_review", "400");
    for (int i = 0; i < 4; i++) {
      file("alice", "SupplementalClaim", "supplemental_claim", "500");
      file("operator", "HigherLevelReview", "higher_level_review", "400");
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> attempts(failing) > 2 && state(failing).equals("RETRYING"));
    sandbox.bgs().mode(new Switch(Mode.SLOW, PATIENCE, 0));
    for (int i = 0; i < 3; i++) {
      awaited(file("alice", "Appeal", "appeal", "600"), "RUNNING");
    }
    return failing;
  }

  private int attempts(Filed filed) {
    return read("/api" + filed.path(), "$.attempts");
  }

  /** Waits until this instance obeys what a person has said of a queue. */
  void awaitPause(String queue, boolean pause) {
    Awaitility.await().atMost(PATIENCE).until(() -> paused.contains(queue) == pause);
  }

  /** Waits until a bulk action has acted on all its records; the path is that of its page. */
  void awaitEnd(String bulk) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> this.<Integer>read(bulk.replace("/jobs/", "/api/"), "$.open") == 0);
  }

  /** Cancels all records of the type that can be canceled, by a bulk action. */
  void cancelAll(String type) {
    cancelMatching("type=" + type);
  }

  void cancel(Filed filed) {
    act("/api" + filed.path() + "/cancel");
  }

  /** Cancels the record by a bulk action, for this reason. */
  void cancelAsMany(Filed filed, String reason) {
    post(
        "/api/bulk",
        """
        {"act": "cancel", "record": ["%s:%s"], "reason": "%s"}
        """
            .formatted(filed.type(), filed.id(), reason));
  }

  void pause(String queue) {
    act("/api/queues/" + queue + "/pause");
    awaitPause(queue, true);
  }

  /** Does something while the queue begins nothing. */
  void whilePaused(String queue, Runnable work) {
    pause(queue);
    try {
      work.run();
    } finally {
      act("/api/queues/" + queue + "/resume");
    }
  }

  private void act(String path) {
    post(path, "{\"reason\": \"a test\"}");
  }

  private void post(String path, String json) {
    assertThat(posted(path, json)).isBetween(200, 299);
  }

  private int posted(String path, String json) {
    HttpRequest.Builder request =
        request("operator", path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(request).statusCode();
  }

  String state(Filed filed) {
    return read("/api" + filed.path(), "$.state");
  }

  private <T> T read(String path, String field) {
    return JsonPath.read(send(request("operator", path).GET()).body(), field);
  }

  private Filed file(String user, String type, String code, String prefix) {
    return file(user, type, code, prefix, LocalDate.of(2025, 1, 31));
  }

  private Filed file(String user, String type, String code, String prefix, LocalDate received) {
    String fileNumber = "%s%05d".formatted(prefix, FILED.incrementAndGet());
    String review =
        """
        {"type": "%s", "fileNumber": "%s", "receiptDate": "%s",
         "benefitType": "compensation", "issues": ["Knee", "Back"]}
        """
            .formatted(code, fileNumber, received);
    String created =
        send(request(user, "/api/intake/reviews")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(review)))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return new Filed(type, created.substring(created.lastIndexOf('/') + 1), fileNumber);
  }

  private HttpRequest.Builder request(String user, String path) {
    String basic =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    String port = environment.getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", "Basic " + basic);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
