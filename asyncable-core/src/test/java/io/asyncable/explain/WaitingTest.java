package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.guard.LimitRows.Kind;
import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.move.Cause;
import io.asyncable.text.TimedText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static final Instant END = Instant.parse("2026-01-31T10:00:00Z");
  private static final TimedText QUEUED = TimedText.of("Queued.");
  private static final Instant BEFORE = END.minus(Duration.ofHours(1));

  @Test
  void promisesAnAttemptBeforeTheEndOfTheWindowOnly() {
    Waiting.Retrying before =
        new Waiting.Retrying(TimedText.of("Attempt 4 failed."), 5, BEFORE, true, END);
    assertThat(before.next().absolute())
        .isEqualTo(
            "Attempt 5 follows at 2026-01-31 09:00:00 UTC;"
                + " the engine gives up at 2026-01-31 10:00:00 UTC.");
    assertThat(before.action()).isEqualTo(Action.RETRY);

    Waiting.Retrying over =
        new Waiting.Retrying(TimedText.of("Attempt 4 failed."), 5, END, true, END);
    assertThat(over.nextWithHelp().absolute())
        .isEqualTo(
            "The engine gives up at 2026-01-31 10:00:00 UTC, before the next attempt."
                + " Retry the record now.");
    assertThat(over.action()).isEqualTo(Action.RETRY);
  }

  @Test
  void publishesNothingAfterTheEndOfTheWindow() {
    Waiting.Unpublished over = new Waiting.Unpublished(QUEUED, "default", END, END);
    assertThat(over.nextWithHelp().absolute())
        .contains("before the next attempt. Retry the record now.");
    assertThat(over.action()).isEqualTo(Action.RETRY);
  }

  @Test
  void whatIsLimitedIsRetriedWhenItsTimerComesTooLate() {
    Refusal refusal = new Refusal("vbms", Kind.RATE_LIMITER, BEFORE);
    Waiting.Limited limited = new Waiting.Limited(QUEUED, Cause.RATE_LIMITED, refusal, END, END);
    assertThat(limited.nextWithHelp().absolute())
        .endsWith("before the next attempt. Retry the record now.");
    assertThat(limited.action()).isEqualTo(Action.RETRY);
  }

  @Test
  void tellsOfALimitThoughItsWorkerIsGone() {
    assertThat(
            new Waiting.Limited(QUEUED, Cause.BULKHEAD_FULL, null, BEFORE, END)
                .sentence()
                .absolute())
        .isEqualTo("Queued. Waiting (too many at once).");
  }

  @Test
  void tellsHowLongWhatABreakerHoldsTakesWhereThatIsKnown() {
    OpenBreaker open = new OpenBreaker("vbms", "open", BEFORE, END, 7, "host:1");
    assertThat(held(open, Duration.ofMinutes(2)).next().absolute())
        .endsWith(
            "If the probe succeeds, the held records are processed within about 2 min 0 s"
                + " at the speed of the latest runs.");
    assertThat(held(open, null).next().absolute())
        .endsWith("If the probe succeeds, the held records are released gradually.");

    OpenBreaker halfOpen = new OpenBreaker("vbms", "half_open", BEFORE, null, 7, "host:1");
    assertThat(held(halfOpen, null).sentence().absolute())
        .contains(
            "vbms (breaker open since 2026-01-31 09:00:00 UTC and half-open now), with 2 records");
  }

  private static Blocked.Held held(OpenBreaker breaker, @Nullable Duration drain) {
    return new Blocked.Held(QUEUED, breaker, "2 records held", drain, END);
  }
}
