package io.asyncable.app.system;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What a user may do; the names are those of {@code asyncable.app.users.<name>.roles}. */
public enum Role {
  /** Sees and does everything. */
  OPERATOR,
  /** May see everything and change nothing. */
  VIEWER,
  /** May file reviews and see their own. */
  SUBMITTER;

  /** Whether the user is signed in and has at least one of the roles. */
  public static boolean any(@Nullable Authentication user, Role... roles) {
    return any(user, Arrays.asList(roles));
  }

  /** Whether the user is signed in and has at least one of the roles. */
  public static boolean any(@Nullable Authentication user, Collection<Role> roles) {
    return user != null && user.isAuthenticated() && roles.stream().anyMatch(role -> role.of(user));
  }

  private boolean of(Authentication user) {
    return user.getAuthorities().stream()
        .anyMatch(granted -> ("ROLE_" + name()).equals(granted.getAuthority()));
  }
}
