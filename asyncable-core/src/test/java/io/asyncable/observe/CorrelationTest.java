package io.asyncable.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;

/** The application's correlation id goes from the caller of a submission to every attempt. */
@StillEngineTest
class CorrelationTest {

  private static final String KEY = "correlationId";

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Script script;
  @Autowired Sweeper sweeper;
  @Autowired TestClock clock;

  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void begin() {
    bench.clear();
    MDC.remove(KEY);
  }

  @AfterEach
  void end() {
    MDC.remove(KEY);
  }

  @Test
  void everyAttemptRunsUnderTheIdOfItsSubmission() {
    Letter letter = submittedUnder("request-7");
    failOnce(letter);
    bench.run(letter);
    bench.run(letter);

    assertThat(seen).containsExactly("request-7", "request-7");
    assertThat(MDC.get(KEY)).isNull();
  }

  @Test
  void theThreadsOwnIdStandsAgainAfterAnAttempt() {
    Letter letter = submittedUnder("request-7");
    failOnce(letter);
    MDC.put(KEY, "mine");
    bench.run(letter);

    assertThat(seen).containsExactly("request-7");
    assertThat(MDC.get(KEY)).isEqualTo("mine");
  }

  @Test
  void theMessageOfEveryAttemptCarriesIt() {
    long before = broker.published();
    Letter letter = submittedUnder("request-7");
    broker.awaitPublished(before + 1);
    broker.passAll();
    failOnce(letter);
    bench.run(letter);
    clock.advance(Workbench.GRACE.plus(Duration.ofSeconds(1)));
    sweeper.sweep();
    broker.awaitPublished(before + 2);

    assertThat(broker.headersOf("Letter:" + letter.id))
        .hasSize(2)
        .allSatisfy(headers -> assertThat(headers).containsEntry("correlation-id", "request-7"));
  }

  @Test
  void anUnusualIdStaysOneShortLine() {
    Letter letter = submittedUnder("7\0\ntraceparent=forged\ud800" + "x".repeat(300));

    assertThat(bench.stored(letter).getTrace())
        .containsPattern("(?m)^correlation-id=7\\?\\?traceparent=forged\\?x{178}$")
        .doesNotContainPattern("(?m)^traceparent=forged");
  }

  @Test
  void aSubmissionWithoutAnIdGetsNone() {
    Letter letter = bench.submitted();
    failOnce(letter);
    bench.run(letter);

    assertThat(bench.stored(letter).getTrace()).doesNotContain("correlation-id");
    assertThat(seen).containsExactly((String) null);
  }

  private Letter submittedUnder(String id) {
    MDC.put(KEY, id);
    try {
      return bench.submitted();
    } finally {
      MDC.remove(KEY);
    }
  }

  private void failOnce(Letter letter) {
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          seen.add(MDC.get(KEY));
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
        });
  }
}
