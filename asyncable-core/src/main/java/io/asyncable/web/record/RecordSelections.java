package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Descriptions;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.explain.Hindrances;
import io.asyncable.move.Cause;
import io.asyncable.search.Selection;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Match;
import io.asyncable.search.Selection.Part;
import io.asyncable.type.AttributePath;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a filter into a selection of the records that a user may see. */
public final class RecordSelections {

  private final VisibleTypes types;
  private final Descriptions descriptions;
  private final Hindrances hindrances;

  RecordSelections(VisibleTypes types, Descriptions descriptions, Hindrances hindrances) {
    this.types = types;
    this.descriptions = descriptions;
    this.hindrances = hindrances;
  }

  /** The names of the process types of which the user may see anything. */
  List<String> types(Viewer viewer) {
    return types.names(viewer);
  }

  /** The names of their queues. */
  Set<String> queues(Viewer viewer) {
    return types.queues(viewer);
  }

  /** Whether any type that the user may see something of has such an attribute. */
  boolean has(Fact fact, Viewer viewer) {
    return types.names(viewer).stream()
        .anyMatch(name -> descriptions.path(types.named(name, viewer), fact).isPresent());
  }

  /** Whether the list shows records of unknown types too: nobody can say who may see which. */
  boolean showsUnknown(RecordFilter filter, Viewer viewer) {
    return !filter.isNarrow() && types.all(viewer);
  }

  /**
   * The records that the filter selects.
   *
   * @throws io.asyncable.UnknownRecord if there is no such type
   * @throws RequestProblem if the filter is invalid
   */
  public Selection of(RecordFilter filter, Viewer viewer, Instant now) {
    Cause cause = filter.wantedCause();
    Duration age = filter.wantedAge();
    Criteria criteria =
        new Criteria(
            filter.wantedState(),
            cause,
            filter.wantedError(),
            filter.wantedFingerprint(),
            age == null ? null : now.minus(age),
            filter.wantedSearch());
    List<ProcessType> wanted = new ArrayList<>(ofName(filter.type(), viewer));
    if (filter.queue() != null) {
      wanted.retainAll(ofQueue(filter.queue(), viewer));
    }
    if (cause != null) {
      wanted.removeIf(hindrances.of(cause).negate());
    }
    List<Part> parts = new ArrayList<>();
    wanted.forEach(type -> part(type, filter, viewer).ifPresent(parts::add));
    return new Selection(parts, criteria, RecordFilter.SORTS.get(filter.wantedSort()));
  }

  private Collection<ProcessType> ofName(@Nullable String name, Viewer viewer) {
    return name == null ? types.types().all() : List.of(types.named(name, viewer));
  }

  private List<ProcessType> ofQueue(String queue, Viewer viewer) {
    if (!queues(viewer).contains(queue)) {
      throw new RequestProblem(
          "There is no queue '%s' to filter by. Use one of %s."
              .formatted(RequestProblem.shown(queue), String.join(", ", queues(viewer))));
    }
    return types.on(queue);
  }

  /** All selected records of the type, or the user's own, or none, as the permissions allow. */
  private Optional<Part> part(ProcessType type, RecordFilter filter, Viewer viewer) {
    List<Match> matches = new ArrayList<>();
    boolean any =
        match(type, Fact.SUBJECT, filter.wantedSubject(), matches)
            && match(type, Fact.TENANT, filter.wantedTenant(), matches)
            && match(type, Fact.SUBMITTED_BY, filter.wantedSubmitter(), matches)
            && (viewer.may(Permission.VIEW_LIST, type.name())
                || viewer.mayToOwn(Permission.VIEW_LIST, type.name())
                    && match(type, Fact.SUBMITTED_BY, viewer.name(), matches));
    return any
        ? Optional.of(new Part(type, matches, descriptions.path(type, Fact.SUBJECT).orElse(null)))
        : Optional.empty();
  }

  /** False if the type lacks an attribute of the filter, so that no record of it can match. */
  private boolean match(ProcessType type, Fact fact, @Nullable String value, List<Match> matches) {
    if (value == null) {
      return true;
    }
    Optional<AttributePath> attribute = descriptions.path(type, fact);
    attribute.ifPresent(path -> matches.add(new Match(path, value)));
    return attribute.isPresent();
  }
}
