package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file 12345678 of 2026-01-31 not found | file 99 of 2025-12-01 not found",
        "no claim 018f3c1e-7b1a-7def-9abc-0123456789ab | no claim 00000000-0000-4000-8000-000000000000",
        "no veteran 'Jane Doe' here | no veteran 'John' here",
        "no veteran \"Jane Doe\" here | no veteran \"\" here",
        "row DEAD-BEEF1 is locked | row X9 is locked",
        "key deadbeefdeadbeef is taken | key abcdefabcdef is taken",
        "com.example.Claim@deadbeef is stale | com.example.Claim@1f2e3d is stale",
        "jane.doe@example.com is unknown | j@example.org is unknown",
        "of 1, 2, 3 and more | of 7 and more",
        "10.0.0.1:8443 refused | 192.168.0.12:80 refused",
      })
  void messagesThatDifferInNumbersIdsAndQuotationsAreOfOneKind(String one, String other) {
    assertThat(Fingerprint.scrubbed(one)).isEqualTo(Fingerprint.scrubbed(other));
  }

  @Test
  void otherWordsAreOfAnotherKind() {
    assertThat(Fingerprint.scrubbed("the claim isn't open and can't be sent"))
        .isEqualTo("the claim isn't open and can't be sent");
    assertThat(fingerprint("no answer")).isNotEqualTo(fingerprint("no claim"));
    assertThat(fingerprint("no claim 7")).isEqualTo(fingerprint("no claim 8"));
    assertThat(ErrorDetails.of(new IllegalStateException("no answer")).fingerprint())
        .isNotEqualTo(fingerprint("no answer"));
  }

  @Test
  void theSameFailureFromAnotherPlaceIsOfAnotherKind() {
    assertThat(from("send").fingerprint()).isEqualTo(from("send").fingerprint());
    assertThat(from("send").fingerprint()).isNotEqualTo(from("receive").fingerprint());
  }

  private static ErrorDetails from(String method) {
    Throwable thrown = new IllegalStateException("no answer");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.example.Post", method, "Post.java", 30)
        });
    return ErrorDetails.of(thrown);
  }

  @Test
  void theFrameIsTheApplicationsThatIsNearestToTheThrow() {
    Throwable thrown = new IllegalStateException();
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.UUID", "fromString", "UUID.java", 10),
          new StackTraceElement("org.springframework.util.Any", "call", "Any.java", 20),
          new StackTraceElement("com.example.Post$$SpringCGLIB$$0", "send", null, -1),
          new StackTraceElement("com.example.Post", "lambda$send$12", "Post.java", 30),
          new StackTraceElement("com.example.SendParcel", "process", "SendParcel.java", 40),
          new StackTraceElement("io.asyncable.run.Runner", "process", "Runner.java", 50)
        });
    assertThat(ErrorDetails.of(thrown).frame()).isEqualTo("com.example.Post.send");
  }

  @Test
  void withoutAFrameOfTheApplicationTheTopOneCounts() {
    Throwable thrown = new IllegalStateException();
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.asyncable.run.Runner", "timeOut", "Runner.java", 50),
          new StackTraceElement("java.lang.Thread", "run", "Thread.java", 10)
        });
    assertThat(Fingerprint.frame(thrown)).isEqualTo("io.asyncable.run.Runner.timeOut");
    thrown.setStackTrace(new StackTraceElement[0]);
    assertThat(Fingerprint.frame(thrown)).isEmpty();
  }

  @Test
  void hostileTextTakesNoLongTime() {
    for (String part : List.of("'", "\"", "a", "1", "a1", "-", "@", "a@", "# ", "f", "“", "é_")) {
      String text = part.repeat(100_000);
      long began = System.nanoTime();
      Fingerprint.scrubbed(text);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as(part)
          .isLessThan(Duration.ofSeconds(1));
    }
  }

  private static String fingerprint(String message) {
    return ErrorDetails.of(new IllegalArgumentException(message)).fingerprint();
  }
}
