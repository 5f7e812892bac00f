package io.asyncable.access;

import io.asyncable.Permission;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what under /jobs and /api, by the authorities that Spring Security gives a user, such
 * as ROLE_OPERATOR. By default nobody may do anything, and then the start stops.
 *
 * @param open whether everybody, signed in or not, may do everything; default false. For a network
 *     that only operators reach; the start says so in the log.
 * @param operator authorities that may do everything
 * @param viewer authorities that may see lists and records, but no whole errors
 * @param own authorities that may see what the user submitted
 * @param permissions authorities that have one permission besides, such as view-error
 * @param types what holds for one process type, in place of all of the above; never grants a
 *     permission that is not about process types
 */
@ConfigurationProperties("asyncable.web.access")
record AccessSettings(
    @DefaultValue("false") boolean open,
    @DefaultValue Set<String> operator,
    @DefaultValue Set<String> viewer,
    @DefaultValue Set<String> own,
    @DefaultValue Map<Permission, Set<String>> permissions,
    @DefaultValue Map<String, Grants> types) {

  /** The authorities that have each of the three presets, and those with single permissions. */
  record Grants(
      @DefaultValue Set<String> operator,
      @DefaultValue Set<String> viewer,
      @DefaultValue Set<String> own,
      @DefaultValue Map<Permission, Set<String>> permissions) {

    /** Whether nobody has a permission. */
    boolean isEmpty() {
      return operator.isEmpty()
          && viewer.isEmpty()
          && own.isEmpty()
          && permissions.values().stream().allMatch(Set::isEmpty);
    }
  }

  /** Whether nobody may do anything. */
  boolean isEmpty() {
    return grants().isEmpty() && types.values().stream().allMatch(Grants::isEmpty);
  }

  /** The grants for types without settings of their own. */
  Grants grants() {
    return new Grants(operator, viewer, own, permissions);
  }
}
