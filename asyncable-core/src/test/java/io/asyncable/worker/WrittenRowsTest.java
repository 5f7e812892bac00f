package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.test.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrittenRowsTest {

  private final TestClock clock = new TestClock();
  private final WrittenRows<String, Integer> written =
      new WrittenRows<>(EngineClock.goingBy(clock));

  @BeforeEach
  void first() {
    assertThat(update(1, Map.of("mail", 1))).containsExactly("mail=1");
  }

  @Test
  void onlyWhatChangedIsWritten() {
    assertThat(update(1, Map.of("mail", 1))).isEmpty();
    assertThat(update(1, Map.of("mail", 1, "fax", 2))).containsExactly("fax=2");
    assertThat(update(1, Map.of("fax", 3))).containsExactly("-mail", "fax=3");
  }

  @Test
  void allIsWrittenEveryThirtySeconds() {
    clock.advance(Duration.ofSeconds(30));
    assertThat(update(1, Map.of("mail", 1))).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(update(1, Map.of("mail", 1))).containsExactly("mail=1");
    assertThat(update(1, Map.of("mail", 1))).isEmpty();
  }

  @Test
  void anotherEpochWritesRowsOfItsOwnAndDeletesNone() {
    assertThat(update(2, Map.of("fax", 1))).containsExactly("fax=1");
  }

  @Test
  void aRowThatCouldNotBeWrittenIsWrittenTheNextTime() {
    assertThatThrownBy(
            () ->
                written.update(
                    1,
                    Map.of("mail", 2),
                    (key, row) -> {
                      throw new IllegalStateException("locked");
                    },
                    key -> {}))
        .hasMessage("locked");
    assertThat(update(1, Map.of("mail", 2))).containsExactly("mail=2");
  }

  private List<String> update(long epoch, Map<String, Integer> rows) {
    List<String> done = new ArrayList<>();
    written.update(
        epoch, rows, (key, row) -> done.add(key + "=" + row), key -> done.add("-" + key));
    return done;
  }
}
