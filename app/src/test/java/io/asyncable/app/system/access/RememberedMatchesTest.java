package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class RememberedMatchesTest {

  private static final class Counted implements PasswordEncoder {

    private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);
    private int checks;

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
      return encoder.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      checks++;
      return encoder.matches(password, encoded);
    }
  }

  private final Counted encoder = new Counted();
  private final TestClock clock = new TestClock();
  private final RememberedMatches matches = new RememberedMatches(encoder, clock);
  private final @Nullable String hash = encoder.encode("right");

  @Test
  void aRightPasswordIsCheckedOnceInAWhile() {
    for (int i = 0; i < 10; i++) {
      assertThat(matches.matches("right", hash)).isTrue();
    }
    assertThat(encoder.checks).isEqualTo(1);

    clock.advance(RememberedMatches.FOR);
    assertThat(matches.matches("right", hash)).isTrue();
    assertThat(encoder.checks).isEqualTo(2);
  }

  @Test
  void aWrongOneIsCheckedEachTime() {
    assertThat(matches.matches("right", hash)).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(matches.matches("wrong", hash)).isFalse();
    }
    assertThat(encoder.checks).isEqualTo(4);
  }

  @Test
  void aUserWhosePasswordChangesIsCheckedAnew() {
    assertThat(matches.matches("right", hash)).isTrue();
    assertThat(matches.matches("right", encoder.encode("other"))).isFalse();
    assertThat(matches.matches("right", hash + "x")).isFalse();
  }
}
