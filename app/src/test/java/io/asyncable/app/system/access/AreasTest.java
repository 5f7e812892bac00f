package io.asyncable.app.system.access;

import static io.asyncable.app.system.Role.OPERATOR;
import static io.asyncable.app.system.Role.SUBMITTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.Area;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

class AreasTest {

  private static final Authentication TIM =
      new TestingAuthenticationToken("tim", "", "ROLE_SUBMITTER");

  private static Area area(String name, @Nullable String home) {
    return new Area(name, home, Set.of(OPERATOR, SUBMITTER), Set.of(OPERATOR));
  }

  @Test
  void leadToTheFirstPageThatTheUserMaySee() {
    Area closed = new Area("closed", "/closed", Set.of(OPERATOR), Set.of(OPERATOR));
    Area programs = area("programs", null);

    assertThat(new Areas(List.of(programs, closed, area("open", "/open"))).homeOf(TIM))
        .contains("/open");
    assertThat(new Areas(List.of(programs, closed)).homeOf(TIM)).isEmpty();
  }

  @Test
  void twoOfOneNameStopTheStart() {
    assertThatThrownBy(() -> new Areas(List.of(area("care", "/care"), area("care", null))))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("Two areas are named care");
  }

  @Test
  void aNameThatWouldOpenOtherAddressesStopsTheStart() {
    assertThatThrownBy(() -> area("**", null))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("'**' is no name of an area");
    assertThatThrownBy(() -> area("", null)).isInstanceOf(ConfigurationProblem.class);
    assertThatThrownBy(() -> new Area("care", null, Set.of(), Set.of(OPERATOR)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("The area care names no role");
  }
}
