package io.asyncable.app.system;

import io.asyncable.ConfigurationProblem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As a bean, says who may use the addresses of a domain: {@code /name} with its pages, {@code
 * /api/name} for programs, and all below them. Addresses of no area are for operators, and for
 * viewers to read.
 *
 * @param name the first part of the addresses, such as {@code intake}
 * @param home the address of the page at which those begin who do not see all jobs; null if it has
 *     no pages
 * @param readers the roles that may look, which are the methods GET and HEAD
 * @param actors the roles that may do all else; each page or program asks for more where it must
 */
public record Area(String name, @Nullable String home, Set<Role> readers, Set<Role> actors) {

  public Area {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new ConfigurationProblem(
          "'%s' is no name of an area. Use small letters, digits and dashes, as in an address."
              .formatted(name));
    }
    if (readers.isEmpty() || actors.isEmpty()) {
      throw new ConfigurationProblem(
          "The area %s names no role that may read or none that may act. Name at least OPERATOR."
              .formatted(name));
    }
    readers = Set.copyOf(readers);
    actors = Set.copyOf(actors);
  }
}
