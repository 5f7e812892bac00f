package io.asyncable.access;

import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** The authorities that Spring Security granted to the user. */
final class GrantedAuthorities implements Authorities {

  @Override
  public Set<String> of(Principal user) {
    return user instanceof Authentication known && known.isAuthenticated()
        ? known.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet())
        : Set.of();
  }
}
