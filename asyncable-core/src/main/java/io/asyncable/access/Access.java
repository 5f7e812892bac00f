package io.asyncable.access;

import io.asyncable.ConfigurationProblem;
import io.asyncable.Permission;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Finds out what a user may do, from {@code asyncable.web.access} and the user's authorities. */
public final class Access {

  private static final Logger log = LoggerFactory.getLogger(Access.class);
  private static final String CLOSED =
      "No setting says who may use the pages under /jobs. Add Spring Security and set"
          + " asyncable.web.access.operator to the authorities that may do everything, such as"
          + " ROLE_OPERATOR (viewer, own and permissions.<name> allow less); or set asyncable.roles"
          + " without web; or set asyncable.web.access.open=true to open the pages to everybody.";

  private final AccessSettings settings;
  private final KnownPermissions known;
  private final Authorities authorities;

  Access(
      AccessSettings settings,
      ProcessTypes types,
      ObjectProvider<Permission> ofFeatures,
      ObjectProvider<Authorities> authorities) {
    Authorities found = authorities.getIfAvailable();
    if (settings.open()) {
      log.warn("asyncable.web.access.open is true: everybody may do everything under /jobs");
    } else if (found == null || settings.isEmpty()) {
      throw new ConfigurationProblem(CLOSED);
    }
    settings.types().keySet().forEach(type -> requireKnown(type, types));
    this.known = new KnownPermissions(ofFeatures.stream().toList());
    known.require(settings);
    this.settings = settings;
    this.authorities = found == null ? user -> Set.of() : found;
  }

  private static void requireKnown(String type, ProcessTypes types) {
    if (types.all().stream().map(ProcessType::name).noneMatch(type::equals)) {
      throw new ConfigurationProblem(
          "asyncable.web.access.types names the unknown process type '%s'. Use one of %s."
              .formatted(type, types.all()));
    }
  }

  /** The user of a request; null when nobody is signed in. */
  public Viewer viewer(@Nullable Principal user) {
    return user == null
        ? new Viewer("nobody", Set.of(), settings, known)
        : new Viewer(user.getName(), authorities.of(user), settings, known);
  }

  /** Whether there is a permission of that word. */
  public boolean knows(String permission) {
    return known.contains(permission);
  }
}
