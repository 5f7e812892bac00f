package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What happens often is logged once a minute. */
@ExtendWith(OutputCaptureExtension.class)
class ThrottledLogTest {

  @Test
  void logsTheFirstAtOnceInOneLine(CapturedOutput output) {
    FailureLog failures =
        new FailureLog(LoggerFactory.getLogger("throttled"), "It failed {}, the latest: {}");

    failures.failed(new IllegalStateException("the first"));
    failures.failed(new IllegalStateException("the second"));

    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains("It failed"))
        .singleElement()
        .asString()
        .endsWith("It failed 1 time, the latest: java.lang.IllegalStateException: the first");
    assertThat(output).doesNotContain("ThrottledLogTest.logs", "the second");
  }

  @Test
  void aFrequentEventHidesNoneOfAnotherKey(CapturedOutput output) {
    ThrottledLogByKey<String> failures =
        new ThrottledLogByKey<>(
            LoggerFactory.getLogger("throttled"), type -> type + " failed {}, the latest: {}");

    failures.event("Letter", "the first");
    failures.event("Letter", "the second");
    failures.event("Payment", "another");

    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains(" failed "))
        .satisfiesExactly(
            letter -> assertThat(letter).endsWith("Letter failed 1 time, the latest: the first"),
            payment -> assertThat(payment).endsWith("Payment failed 1 time, the latest: another"));
  }
}
