package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process types and queues that a user may know about. */
public record VisibleTypes(ProcessTypes types, Policies policies) {

  /** Those of which the user may see every record. */
  public List<ProcessType> of(Viewer viewer) {
    return types.all().stream().filter(type -> sees(type, viewer)).toList();
  }

  /**
   * Whether the user may see every record of the type, and with that its queues and workers by
   * name.
   */
  public static boolean sees(ProcessType type, Viewer viewer) {
    return viewer.may(Permission.VIEW_LIST, type.name());
  }

  /** The names of those of which the user may see anything. */
  public List<String> names(Viewer viewer) {
    return types.all().stream()
        .filter(type -> sees(type, viewer) || viewer.mayToOwn(Permission.VIEW_LIST, type.name()))
        .map(ProcessType::name)
        .toList();
  }

  /** The same; null where nothing is hidden, so that types that are no more are seen too. */
  public @Nullable List<String> namesUnlessAll(Viewer viewer) {
    List<String> names = names(viewer);
    return names.size() == types.all().size() ? null : names;
  }

  /** Whether the user may see every record of all of them. */
  boolean all(Collection<ProcessType> wanted, Viewer viewer) {
    return wanted.stream().allMatch(type -> sees(type, viewer));
  }

  /** Whether nothing is hidden from the user. */
  public boolean all(Viewer viewer) {
    return all(types.all(), viewer);
  }

  /**
   * The type of that name. One to whose records the user may do nothing is like none, or the user
   * would learn that there is such a type.
   *
   * @throws UnknownRecord if there is none; names those of which the user may see anything
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

  /** The names of the queues that carry records of which the user may see any. */
  public Set<String> queues(Viewer viewer) {
    return names(viewer).stream()
        .map(name -> policies.of(types.named(name)).queue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a queue carries, seen or not. */
  public List<ProcessType> on(String queue) {
    return types.all().stream().filter(type -> policies.of(type).queue().equals(queue)).toList();
  }

  /** Whether the user may see everything that the queue carries. */
  public boolean wholeQueue(String queue, Viewer viewer) {
    return all(on(queue), viewer);
  }
}
