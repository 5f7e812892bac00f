package io.asyncable.move;

import static java.util.stream.Collectors.joining;

import io.asyncable.AsyncColumn;
import io.asyncable.move.Consequence.Following;
import io.asyncable.move.Rule.Token;
import io.asyncable.type.ProcessType;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Renders the statements that move records from what {@link Move} tells of a move. What follows
 * from moves in general is a {@link Consequence}, and only this class knows which there are.
 *
 * <p>In a statement {@code t} is the record's row, and {@code m} has what the caller gives for each
 * of many records. Rows are found by the primary key. A statement that passes locked rows over
 * locks the others first and finds them again by their place, because an update by itself passes
 * none over.
 */
final class MoveSql {

  private static final List<Consequence> CONSEQUENCES = List.of(new HistoryEntry());

  /** True in statements about rows of any type. */
  private static final String OF_TYPE = "{ofType}";

  private final Rule rule;
  private final Form form;
  private final List<String> furtherSets;
  private final List<Following> following;

  MoveSql(Move move, Form form, List<Consequence> consequences) {
    this.rule = move.rule();
    this.form = form;
    this.furtherSets = consequences.stream().flatMap(one -> one.sets(move).stream()).toList();
    this.following =
        consequences.stream().map(one -> one.follows(move)).flatMap(Optional::stream).toList();
  }

  /**
   * The statement of a move. It yields what is wanted of each record that it moved, or how many it
   * moved if nothing is wanted of them.
   */
  static String of(Move move, Form form, Returned... wanted) {
    return new MoveSql(move, form, CONSEQUENCES).moving(wanted);
  }

  /** A query for the ids, among many, of the records that the move would move, locked or not. */
  static String movable(Move move) {
    MoveSql sql = new MoveSql(move, Form.MANY, List.of());
    return "select %s as id\nfrom %s\njoin {table} t on %s%s"
        .formatted(
            sql.value(Returned.ID.value()),
            sql.arrays(Set.of()),
            sql.identity(),
            where(sql.conditions()));
  }

  /** A query whether there is a record that the move would move, locked or not. */
  static String isMovable(Move move, Form form) {
    MoveSql sql = new MoveSql(move, form, List.of());
    return "select exists (select 1 from {table} t%s)".formatted(where(sql.identified()));
  }

  String moving(Returned... wanted) {
    Map<String, Returned> read = new LinkedHashMap<>();
    Stream.concat(Arrays.stream(wanted), following.stream().flatMap(next -> next.reads().stream()))
        .forEach(column -> read.putIfAbsent(column.name(), column));
    Map<String, String> parts = new LinkedHashMap<>();
    if (form.isPassingOver()) {
      parts.put("free", lock(read.values()));
    }
    String update = update(read.values());
    if (following.isEmpty() && wanted.length > 0) {
      return with(parts, update);
    }
    parts.put("moved", update);
    following.forEach(next -> parts.put(next.name(), next.sql()));
    String result =
        wanted.length == 0
            ? "count(*)"
            : Arrays.stream(wanted).map(Returned::name).collect(joining(", "));
    return with(parts, "select " + result + " from moved");
  }

  private static String with(Map<String, String> parts, String statement) {
    return parts.isEmpty()
        ? statement
        : parts.entrySet().stream()
                .map(part -> part.getKey() + " as (\n" + part.getValue().indent(2) + ")")
                .collect(joining(",\n", "with ", "\n"))
            + statement;
  }

  /** Passes over the rows that somebody holds locked. */
  private String lock(Collection<Returned> read) {
    String rows = "\nfor no key update of t skip locked";
    if (!form.isByArrays()) {
      return "select t.ctid as place from {table} t" + where(conditions()) + rows;
    }
    Set<Given> written = written(read);
    return written.stream()
            .map(given -> ", m." + given.column())
            .collect(joining("", "select t.ctid as place", "\nfrom "))
        + arrays(written)
        + "\njoin {table} t on "
        + identity()
        + where(conditions())
        + rows;
  }

  private String update(Collection<Returned> read) {
    String update = "update {table} t set " + sets();
    String returning =
        read.isEmpty()
            ? "\nreturning 1"
            : read.stream()
                .map(column -> value(column.value()) + " as " + column.name())
                .collect(joining(",\n  ", "\nreturning ", ""));
    return switch (form) {
      case ONE -> update + where(identified()) + returning;
      case MANY -> update + "\nfrom " + arrays(written(read)) + where(identified()) + returning;
      case FREE, ALL_FREE -> update + "\nfrom free m where t.ctid = m.place" + returning;
    };
  }

  private String sets() {
    return Stream.concat(
            rule.sets().entrySet().stream()
                .map(set -> ProcessType.braced(set.getKey()) + " = " + value(set.getValue())),
            furtherSets.stream())
        .collect(joining(",\n  "));
  }

  /** What is given for each of many records: the id, the tokens, and these. */
  private String arrays(Set<Given> written) {
    Set<Given> given = EnumSet.of(Given.ID);
    rule.tokens().stream().map(Token::seen).forEach(given::add);
    given.addAll(written);
    return given.stream().map(Given::array).collect(joining(", ", "unnest(", ")"))
        + given.stream().map(Given::column).collect(joining(", ", " m(", ")"));
  }

  /** What the move writes of what is given. */
  private Set<Given> written(Collection<Returned> read) {
    Set<Given> written = EnumSet.noneOf(Given.class);
    Stream.concat(rule.sets().values().stream(), read.stream().map(Returned::value))
        .forEach(
            value -> {
              if (value instanceof Given given) {
                written.add(given);
              }
            });
    return written;
  }

  private String identity() {
    return "t.{id} = cast(%s as {idType})".formatted(Given.ID.in(form));
  }

  /** The conditions on the rows of the given ids, or on any row if none are given. */
  private List<String> identified() {
    return form == Form.ALL_FREE
        ? conditions()
        : Stream.concat(Stream.of(identity()), conditions().stream()).toList();
  }

  private List<String> conditions() {
    return Stream.of(
            rule.tokens().stream()
                .map(token -> column(token.column()) + " = " + token.seen().in(form)),
            rule.expected().stream().map(condition -> condition.sql(MoveSql::column, ":now")),
            rule.further().stream(),
            Stream.of(OF_TYPE))
        .flatMap(conditions -> conditions)
        .toList();
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
  }

  private String value(Value value) {
    return value instanceof Given given ? given.in(form) : ((Value.Expression) value).sql();
  }

  private static String column(AsyncColumn column) {
    return "t." + ProcessType.braced(column);
  }
}
