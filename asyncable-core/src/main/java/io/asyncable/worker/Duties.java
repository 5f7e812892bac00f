package io.asyncable.worker;

import io.asyncable.AsyncableProperties;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this instance is, for all to see.
 *
 * @param roles in the words of {@code asyncable.roles}
 * @param version the library's version; null where it does not come from its jar
 */
record Duties(List<String> roles, @Nullable String version) {

  static Duties of(AsyncableProperties settings) {
    return new Duties(
        settings.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
        Duties.class.getPackage().getImplementationVersion());
  }
}
