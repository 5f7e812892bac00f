package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\nb",
        "a\u2028b",
        "a\u2029b",
        "a\u0085b",
        "a\u001b[31mb",
        "a\u0000b",
        "a\u202eb",
        "a\ud800b",
        "a\tb"
      })
  void staysOneLineAndTellsATerminalNothing(String said) {
    assertThat(LogText.of(said)).matches("a\\\\u[0-9a-f]{4}.*b");
  }

  @Test
  void leavesWordsOfAnyLanguageAlone() {
    assertThat(LogText.of("Mr. Müller 東京 🙂")).isEqualTo("Mr. Müller 東京 🙂");
    assertThat(LogText.of(null)).isEqualTo("null");
  }

  @Test
  void isCutAndTellsItsLength() {
    assertThat(LogText.of("x".repeat(1_000_000)))
        .hasSizeLessThan(350)
        .endsWith("xx… (1,000,000 characters)");
    assertThat(LogText.of("\n".repeat(1_000_000))).hasSizeLessThan(2_000);
  }
}
