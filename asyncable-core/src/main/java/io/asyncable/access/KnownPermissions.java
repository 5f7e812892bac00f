package io.asyncable.access;

import io.asyncable.ConfigurationProblem;
import io.asyncable.Permission;
import io.asyncable.access.AccessSettings.Grants;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All permissions: the library's own, and those that features add. */
final class KnownPermissions {

  private final Map<String, Permission> byWord = new TreeMap<>();

  KnownPermissions(Collection<Permission> ofFeatures) {
    Stream.concat(Permission.OF_LIBRARY.stream(), ofFeatures.stream()).forEach(this::add);
  }

  private void add(Permission permission) {
    if (byWord.containsValue(permission)) {
      throw new IllegalStateException(
          "There are two permissions '%s': rename one of these beans.".formatted(permission));
    }
    byWord.put(permission.word(), permission);
  }

  boolean contains(String word) {
    return byWord.containsKey(word);
  }

  /**
   * @throws IllegalArgumentException if no permission has this word
   */
  Permission named(String word) {
    Permission permission = byWord.get(word);
    if (permission == null) {
      throw new IllegalArgumentException(
          "There is no permission '%s'. Use one of %s.".formatted(word, words()));
    }
    return permission;
  }

  /** Stops the start for settings that grant an undeclared permission. */
  void require(AccessSettings settings) {
    require("asyncable.web.access", settings.grants());
    settings
        .types()
        .forEach((type, grants) -> require("asyncable.web.access.types." + type, grants));
  }

  private void require(String prefix, Grants grants) {
    for (Permission granted : grants.permissions().keySet()) {
      if (!byWord.containsValue(granted)) {
        throw new ConfigurationProblem(
            "%s.permissions.%s: there is no permission of that name. Use one of %s."
                .formatted(prefix, granted, words()));
      }
    }
  }

  private String words() {
    return String.join(", ", byWord.keySet());
  }
}
