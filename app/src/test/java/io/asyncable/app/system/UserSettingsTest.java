package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.UserSettings.Login;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserSettingsTest {

  @Test
  void withoutUsersItSaysWhichPropertiesToSet() {
    assertThatThrownBy(() -> new UserSettings(Map.of()).details())
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContainingAll(
            "no user is configured",
            "asyncable.app.users.<name>.password",
            "asyncable.app.users.<name>.roles");
  }

  @Test
  void aPasswordNamesItsEncoder() {
    assertProblem(new Login("secret", Set.of(Role.VIEWER)), "The password of the user ann");
    assertProblem(new Login(null, Set.of(Role.VIEWER)), "The password of the user ann");
    assertProblem(new Login("{noop}secret", Set.of()), "The user ann has no role");
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
