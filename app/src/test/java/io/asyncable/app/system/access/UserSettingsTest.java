package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.Role;
import io.asyncable.app.system.access.UserSettings.Login;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

class UserSettingsTest {

  @Test
  void withoutUsersItSaysWhichPropertiesToSet() {
    assertThatThrownBy(() -> new UserSettings(Map.of()).details())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContainingAll(
            "No user is configured",
            "asyncable.app.users.<name>.password",
            "asyncable.app.users.<name>.roles");
  }

  @Test
  void aPasswordNamesItsEncoder() {
    assertProblem(new Login("secret", Set.of(Role.VIEWER)), "The password of the user ann");
    assertProblem(new Login(null, Set.of(Role.VIEWER)), "The password of the user ann");
    assertProblem(new Login("{noop}secret", Set.of()), "The user ann has no role");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{bcrypt}secret",
        "{bcrypt}$2a$10$tooShort",
        "{bcrypt}$2a$99$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
        "{pbkdf2}secret",
        "{rot13}frperg",
        "{noop}"
      })
  void aPasswordIsAHashOfItsEncoder(String password) {
    assertProblem(new Login(password, Set.of(Role.VIEWER)), "The password of the user ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bcrypt", "pbkdf2@SpringSecurity_v5_8"})
  void whatTheEncodersWriteIsTaken(String encoder) {
    PasswordEncoder passwords =
        encoder.equals("bcrypt")
            ? new BCryptPasswordEncoder(4)
            : Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    Login login =
        new Login("{%s}%s".formatted(encoder, passwords.encode("secret")), Set.of(Role.VIEWER));
    assertThat(new UserSettings(Map.of("ann", login)).details()).hasSize(1);
  }

  @Test
  void aUserHasRoles() {
    Login login = new Login("{noop}secret", Set.of(Role.OPERATOR));
    assertThat(new UserSettings(Map.of("ann", login)).details().get(0).getAuthorities())
        .hasToString("[ROLE_OPERATOR]");
  }

  private static void assertProblem(Login login, String sentence) {
    assertThatThrownBy(() -> new UserSettings(Map.of("ann", login)).details())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }
}
