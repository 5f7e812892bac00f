package io.asyncable.search;

import io.asyncable.AsyncColumn;
import io.asyncable.AsyncableScopes;
import io.asyncable.State;
import io.asyncable.database.Parameters;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.search.FingerprintFilter.Way;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Part;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A selection as SQL. A list is read in stretches, each along one index: one stretch for each key
 * of its order, and then the records that were never submitted. All input of users is bound as a
 * parameter, except fingerprints, which are checked.
 */
final class SelectionSql {

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  /**
   * A range of the partial index on {@code last_submitted_at} that keeps the scan away from its
   * end, where scheduled and never submitted records are.
   */
  static final String STUCK = AsyncableScopes.PROCESSABLE.sql(COLUMN, ":now");

  /** A range of the same index, scheduled records included. */
  static final String UNCONCLUDED = AsyncableScopes.UNCONCLUDED.sql(COLUMN, ":now");

  /**
   * No index finds these records, and only a manual change makes them, so the search is bounded.
   */
  static final String NEVER_SUBMITTED =
      """
      (select * from {table} t where {last_submitted_at} is null
        and {processed_at} is null and {canceled_at} is null and {ofType} limit 10000)
      """
          .strip();

  private final Selection selection;
  private final @Nullable FingerprintFilter group;
  private final Instant now;

  /**
   * @param group of the fingerprint that is asked for
   */
  SelectionSql(Selection selection, @Nullable FingerprintFilter group, Instant now) {
    this.selection = selection;
    this.group = group;
    this.now = now;
  }

  /** The numbers of the stretches in which anything may be found. */
  List<Integer> stretches() {
    return IntStream.range(0, selection.order().stretches())
        .filter(stretch -> !isEmpty(stretch))
        .boxed()
        .toList();
  }

  private boolean isEmpty(int stretch) {
    Criteria criteria = selection.criteria();
    boolean never = key(stretch) == null;
    return selection.parts().isEmpty()
        || never && group != null
        || excludes(criteria.state(), State.NOT_SUBMITTED, never)
        || excludes(criteria.cause(), Cause.NEVER_SUBMITTED, never);
  }

  private static boolean excludes(@Nullable Object wanted, Object neverSubmitted, boolean never) {
    return wanted != null && (wanted == neverSubmitted) != never;
  }

  /** The rows of a stretch in order, each with the number of its part as {@code type}. */
  String ordered(int stretch, @Nullable Position after, @Nullable Integer limit) {
    AsyncColumn key = key(stretch);
    String direction = direction(stretch) + ", ";
    String ofType = key == null ? "" : COLUMN.apply(key) + direction;
    String ofAll = key == null ? "" : key.name().toLowerCase(Locale.ROOT) + direction;
    String end = limit == null ? "" : " limit " + limit;
    return branches(
            RecordRow.COLUMNS,
            stretch,
            after,
            limit == null ? "" : "order by " + ofType + "cast(t.{id} as text)" + end)
        + "\norder by "
        + ofAll
        + "type, id"
        + end;
  }

  /**
   * At most so many rows of each type and stretch from a position on, to be counted. Their order
   * keeps the planner at the index: a limit alone lets it hope to meet enough of them early in a
   * scan of the whole table.
   *
   * @param columns what is asked of each row {@code t}
   */
  String some(String columns, @Nullable Position after, int limit) {
    return stretches().stream()
        .filter(stretch -> after == null || after.stretch() <= stretch)
        .map(
            stretch -> {
              AsyncColumn key = key(stretch);
              String order =
                  key == null ? "" : "order by " + COLUMN.apply(key) + direction(stretch);
              Position from = after != null && after.stretch() == stretch ? after : null;
              return branches(columns, stretch, from, order + " limit " + limit);
            })
        .collect(Collectors.joining("\nunion all\n"));
  }

  private String branches(String columns, int stretch, @Nullable Position after, String end) {
    return IntStream.range(0, selection.parts().size())
        .mapToObj(
            number ->
                "(select %d as type, b.* from (%s) b)"
                    .formatted(number, branch(columns, number, stretch, after, end)))
        .collect(Collectors.joining("\nunion all\n"));
  }

  private String branch(
      String columns, int number, int stretch, @Nullable Position after, String end) {
    Part part = selection.parts().get(number);
    AsyncColumn key = key(stretch);
    List<String> conditions = new ArrayList<>();
    if (key == null) {
      conditions.add(AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED.sql(COLUMN, ":now"));
    } else {
      conditions.add(isOfAnyState() ? STUCK : UNCONCLUDED);
      conditions.addAll(selection.order().stretch(stretch).conditions(COLUMN));
    }
    addCriteria(conditions, key);
    if (selection.criteria().search() != null) {
      conditions.add(search(part, selection.criteria().search()));
    }
    for (int match = 0; match < part.matches().size(); match++) {
      conditions.add(part.matches().get(match).attribute().is("t", ":" + match(number, match)));
    }
    if (after != null) {
      conditions.add(after(part.type(), stretch, after));
    }
    conditions.add("{ofType}");
    String rows = String.join("\nand ", conditions);
    String from =
        key == null
            ? NEVER_SUBMITTED + " t where " + rows
            : group == null
                ? "{table} t where " + rows
                : group.from(type(number), rows, way(key, stretch, after));
    return part.type().render("select %s from %s\n%s".formatted(columns, from, end));
  }

  /** A filter by state or reason includes scheduled records. */
  private boolean isOfAnyState() {
    return selection.criteria().state() == null && selection.criteria().cause() == null;
  }

  /** The direction in which the stretch reads the times of submission. */
  private Way way(AsyncColumn key, int stretch, @Nullable Position after) {
    boolean bySubmission = key == AsyncColumn.LAST_SUBMITTED_AT;
    return new Way(bySubmission && isDescending(stretch), bySubmission && after != null);
  }

  private boolean isDescending(int stretch) {
    return selection.order().stretch(stretch).isDescending();
  }

  private String direction(int stretch) {
    return isDescending(stretch) ? " desc" : "";
  }

  /** The column by which the stretch is ordered; null for records that were never submitted. */
  private @Nullable AsyncColumn key(int stretch) {
    return selection.order().stretch(stretch).key();
  }

  /**
   * The condition that one of the things that people search for is the text. Of an error only the
   * first word is compared, because later words may hold personal data, which nobody may guess.
   */
  private static String search(Part part, String text) {
    List<String> either = new ArrayList<>();
    either.add("cast(t.{id} as text) = :search");
    if (part.subject() != null) {
      either.add(part.subject().is("t", ":search"));
    }
    if (ErrorDetails.firstToken(text).equals(text)) {
      either.add("starts_with(t.{error}, :search)");
    }
    return "(" + String.join(" or ", either) + ")";
  }

  private void addCriteria(List<String> conditions, @Nullable AsyncColumn key) {
    Criteria criteria = selection.criteria();
    if (criteria.state() != null) {
      conditions.add("(" + criteria.state().condition().sql(COLUMN, ":now") + ")");
    }
    if (criteria.cause() != null) {
      conditions.add("(" + criteria.cause().condition().sql(COLUMN, ":now") + ")");
      if (criteria.cause().moreSql() != null) {
        conditions.add(criteria.cause().moreSql());
      }
    }
    if (criteria.error() != null) {
      conditions.add("starts_with(t.{error}, :error)");
    }
    if (criteria.until() != null) {
      AsyncColumn since = key == null ? AsyncColumn.ATTEMPTED_AT : AsyncColumn.LAST_SUBMITTED_AT;
      conditions.add(COLUMN.apply(since) + " <= :until");
    }
  }

  /** The condition for rows after the position in its stretch. */
  private String after(ProcessType type, int stretch, Position after) {
    int order = type.name().compareTo(after.type());
    String sameTime = order == 0 ? "cast(t.{id} as text) > :afterId" : order > 0 ? "true" : "false";
    AsyncColumn key = key(stretch);
    return key == null
        ? sameTime
        : "%1$s %2$s= :after and (%1$s %2$s :after or %3$s)"
            .formatted(COLUMN.apply(key), isDescending(stretch) ? "<" : ">", sameTime);
  }

  private static String type(int part) {
    return "type" + part;
  }

  private static String match(int part, int match) {
    return "match%d_%d".formatted(part, match);
  }

  /** The parameters of the statements. */
  Parameters parameters(@Nullable Position after) {
    Criteria criteria = selection.criteria();
    Parameters parameters =
        new Parameters()
            .time("now", now)
            .time(Need.LATE, Need.late(now))
            .value("error", criteria.error())
            .value("search", criteria.search())
            .time("until", criteria.until());
    for (int number = 0; number < selection.parts().size(); number++) {
      Part part = selection.parts().get(number);
      parameters.value(type(number), part.type().name());
      List<Selection.Match> matches = part.matches();
      for (int match = 0; match < matches.size(); match++) {
        parameters.value(match(number, match), matches.get(match).value());
      }
    }
    if (after != null) {
      parameters.time("after", after.key()).value("afterId", after.id());
    }
    return parameters;
  }
}
