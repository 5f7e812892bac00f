package io.asyncable.web.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLineTest {

  @Test
  void linksToAddressesOfThisServer() {
    assertThat(RecordLine.local("/parcels/7?tab=a&b#c")).isEqualTo("/parcels/7?tab=a&b#c");
    assertThat(RecordLine.local("/")).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "parcels/7",
        ""
      })
  void linksToNothingElse(String path) {
    assertThat(RecordLine.local(path)).isNull();
  }
}
