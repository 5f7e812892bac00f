package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {

  @Test
  void isForAllNumbersButOne() {
    assertThat(Plural.of(0, "attempt")).isEqualTo("0 attempts");
    assertThat(Plural.of(1, "attempt")).isEqualTo("1 attempt");
    assertThat(Plural.of(12_345, "record")).isEqualTo("12,345 records");
  }
}
