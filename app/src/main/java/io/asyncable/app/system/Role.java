package io.asyncable.app.system;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What a user may do. */
enum Role {
  /** May see and do everything. */
  OPERATOR,
  /** May see everything and change nothing. */
  VIEWER,
  /** May file reviews and see their own. */
  SUBMITTER;

  private String authority() {
    return "ROLE_" + name();
  }

  static boolean any(@Nullable Authentication user, Role... roles) {
    return user != null
        && user.isAuthenticated()
        && user.getAuthorities().stream()
            .anyMatch(
                granted ->
                    Arrays.stream(roles)
                        .anyMatch(role -> role.authority().equals(granted.getAuthority())));
  }
}
