package io.asyncable.worker;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.record.Policies;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this instance does, for all to see.
 *
 * @param roles in the words of {@code asyncable.roles}
 * @param queues the queues that it consumes
 * @param version the library's version; null where it does not come from its jar
 */
record Duties(List<String> roles, List<String> queues, @Nullable String version) {

  static Duties of(AsyncableProperties settings, Policies policies) {
    Collection<String> queues = settings.has(Role.WORKER) ? policies.queues() : List.of();
    return new Duties(
        settings.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
        List.copyOf(queues),
        Duties.class.getPackage().getImplementationVersion());
  }
}
