package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process types and queues that a user may know about, the library's own types last. */
public record VisibleTypes(ProcessTypes types, Policies policies) {

  /** The types of which the user may see every record. */
  public List<ProcessType> of(Viewer viewer) {
    return applicationsFirst().filter(type -> sees(type, viewer)).toList();
  }

  private Stream<ProcessType> applicationsFirst() {
    return types.all().stream().sorted(Comparator.comparing(ProcessType::isOfLibrary));
  }

  /**
   * Whether the user may see every record of the type, and therefore its queues and workers by
   * name.
   */
  public static boolean sees(ProcessType type, Viewer viewer) {
    return viewer.may(Permission.VIEW_LIST, type.name());
  }

  /** The names of the types of which the user may see at least some records. */
  public List<String> names(Viewer viewer) {
    return applicationsFirst()
        .filter(type -> sees(type, viewer) || viewer.mayToOwn(Permission.VIEW_LIST, type.name()))
        .map(ProcessType::name)
        .toList();
  }

  /**
   * The same names; null if the user may see all types. A search then also finds entries of types
   * that no longer exist.
   */
  public @Nullable List<String> namesUnlessAll(Viewer viewer) {
    List<String> names = names(viewer);
    return names.size() == types.all().size() ? null : names;
  }

  /** Whether the user may see every record of all these types. */
  boolean all(Collection<ProcessType> wanted, Viewer viewer) {
    return wanted.stream().allMatch(type -> sees(type, viewer));
  }

  /** Whether the user may see every record of every type. */
  public boolean all(Viewer viewer) {
    return all(types.all(), viewer);
  }

  /**
   * The type with this name. If the user has no permission on the type, the answer is the same as
   * for a type that does not exist, so that the user does not learn that it exists.
   *
   * @throws UnknownRecord if there is no such type; its message names the types of which the user
   *     may see some records
   */
  public ProcessType named(String name, Viewer viewer) {
    return types.all().stream()
        .filter(type -> type.name().equals(name) && viewer.knows(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownRecord(
                    "There is no process type '%s'. Use one of %s."
                        .formatted(RequestProblem.shown(name), String.join(", ", names(viewer)))));
  }

  /** The names of the queues that carry types of which the user may see at least some records. */
  public Set<String> queues(Viewer viewer) {
    return names(viewer).stream()
        .map(name -> policies.of(types.named(name)).queue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The types that a queue carries, whether or not the user may see them. */
  public List<ProcessType> on(String queue) {
    return types.all().stream().filter(type -> policies.of(type).queue().equals(queue)).toList();
  }

  /** Whether the user may see every record of every type on the queue. */
  public boolean wholeQueue(String queue, Viewer viewer) {
    return all(on(queue), viewer);
  }
}
