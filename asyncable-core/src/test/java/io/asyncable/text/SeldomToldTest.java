package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What happens often is told seldom. */
@ExtendWith(OutputCaptureExtension.class)
class SeldomToldTest {

  @Test
  void tellsTheFirstAtOnceInOneLine(CapturedOutput output) {
    SeldomTold told =
        new SeldomTold(LoggerFactory.getLogger("seldom"), "It failed {}, the latest: {}");

    told.happened(new IllegalStateException("the first"));
    told.happened(new IllegalStateException("the second"));

    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains("It failed"))
        .singleElement()
        .asString()
        .endsWith("It failed 1 time, the latest: java.lang.IllegalStateException: the first");
    assertThat(output).doesNotContain("SeldomToldTest.tells", "the second");
  }

  @Test
  void aFrequentEventHidesNoneOfAnotherKey(CapturedOutput output) {
    SeldomToldByKey<String> told =
        new SeldomToldByKey<>(
            LoggerFactory.getLogger("seldom"), type -> type + " failed {}, the latest: {}");

    told.happened("Letter", "the first");
    told.happened("Letter", "the second");
    told.happened("Payment", "another");

    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains(" failed "))
        .satisfiesExactly(
            letter -> assertThat(letter).endsWith("Letter failed 1 time, the latest: the first"),
            payment -> assertThat(payment).endsWith("Payment failed 1 time, the latest: another"));
  }
}
