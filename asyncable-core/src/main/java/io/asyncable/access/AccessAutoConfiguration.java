package io.asyncable.access;

import io.asyncable.AsyncableProperties;
import io.asyncable.Permission;
import io.asyncable.type.ProcessTypes;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Permissions, where there are pages that ask for them. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(WebRole.class)
class AccessAutoConfiguration {

  @Bean
  Access asyncableAccess(
      AsyncableProperties settings,
      ProcessTypes types,
      ObjectProvider<Permission> permissions,
      ObjectProvider<Authorities> authorities) {
    Authorities known = authorities.getIfAvailable();
    return new Access(
        settings.web().access(),
        types,
        permissions.stream().toList(),
        known == null ? null : known::of);
  }

  /** How a user's authorities are found. */
  interface Authorities {
    Set<String> of(Principal user);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.security.core.Authentication")
  static class OfSpringSecurity {

    @Bean
    Authorities asyncableAuthorities() {
      return user ->
          user instanceof Authentication known && known.isAuthenticated()
              ? known.getAuthorities().stream()
                  .map(GrantedAuthority::getAuthority)
                  .collect(Collectors.toSet())
              : Set.of();
    }
  }
}
