package io.asyncable.worker;

import io.asyncable.AsyncableProperties;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this instance is, for all to see.
 *
 * @param name host and process, unless it is configured
 * @param roles in the words of {@code asyncable.roles}
 * @param version the library's version; null where it does not come from its jar
 */
record Instance(String name, List<String> roles, @Nullable String version) {

  static Instance of(String name, AsyncableProperties settings) {
    return new Instance(
        name,
        settings.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
        Instance.class.getPackage().getImplementationVersion());
  }
}
