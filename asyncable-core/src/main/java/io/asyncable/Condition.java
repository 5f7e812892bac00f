package io.asyncable;

import static io.asyncable.AsyncColumn.ATTEMPTS;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A condition on the async columns, defined once and usable in three ways: on an {@link Asyncable}
 * in Java, as SQL, and as a JPA criterion. The states and scopes are built from conditions.
 */
public sealed interface Condition {

  /** Whether the condition holds for this object at that time. */
  boolean test(Asyncable asyncable, Instant now);

  /**
   * The condition as SQL.
   *
   * @param column gives the SQL expression of a column
   * @param now the SQL expression of the time to compare with, such as {@code ?} or {@code :now}
   */
  String sql(Function<AsyncColumn, String> column, String now);

  /** The condition as a JPA predicate on the embedded attribute. */
  Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now);

  static Condition isSet(AsyncColumn column) {
    return new IsSet(column);
  }

  static Condition notSet(AsyncColumn column) {
    return new Not(new IsSet(column));
  }

  /** The column's time is set and not after now. */
  static Condition reached(AsyncColumn column) {
    return new Reached(column);
  }

  /** The column's time is set and still to come. */
  static Condition ahead(AsyncColumn column) {
    return new Ahead(column);
  }

  /** At least one attempt was begun in the current submission. */
  static Condition attempted() {
    return new Attempted();
  }

  static Condition all(Condition... conditions) {
    return new All(List.of(conditions));
  }

  static Condition any(Condition... conditions) {
    return new Any(List.of(conditions));
  }

  static Condition not(Condition condition) {
    return new Not(condition);
  }

  record IsSet(AsyncColumn column) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return column.of(asyncable) != null;
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return columns.apply(column) + " is not null";
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      return builder.isNotNull(asyncable.get(column.attribute()));
    }
  }

  record Reached(AsyncColumn column) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return column.of(asyncable) instanceof Instant time && !time.isAfter(now);
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return columns.apply(column) + " <= " + now;
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      Path<Instant> time = asyncable.get(column.attribute());
      return builder.and(builder.isNotNull(time), builder.lessThanOrEqualTo(time, now));
    }
  }

  /** Its SQL is not the negation of {@link Reached}, because no index supports that. */
  record Ahead(AsyncColumn column) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return column.of(asyncable) instanceof Instant time && time.isAfter(now);
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return columns.apply(column) + " > " + now;
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      Path<Instant> time = asyncable.get(column.attribute());
      return builder.and(builder.isNotNull(time), builder.greaterThan(time, now));
    }
  }

  record Attempted() implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return asyncable.getAttempts() > 0;
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return columns.apply(ATTEMPTS) + " > 0";
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      return builder.greaterThan(asyncable.<Integer>get(ATTEMPTS.attribute()), 0);
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return !condition.test(asyncable, now);
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      // The planner matches a partial index by the first form, not by "not (x is not null)"; the
      // second one holds as well where an unset time makes the condition unknown.
      return condition instanceof IsSet set
          ? columns.apply(set.column) + " is null"
          : "(" + condition.sql(columns, now) + ") is not true";
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      return condition instanceof IsSet set
          ? builder.isNull(asyncable.get(set.column.attribute()))
          : builder.not(condition.jpa(asyncable, builder, now));
    }
  }

  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return conditions.stream().allMatch(condition -> condition.test(asyncable, now));
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return conditions.stream()
          .map(condition -> condition.sql(columns, now))
          .collect(Collectors.joining(" and "));
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      return builder.and(
          conditions.stream()
              .map(condition -> condition.jpa(asyncable, builder, now))
              .toArray(Predicate[]::new));
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    @Override
    public boolean test(Asyncable asyncable, Instant now) {
      return conditions.stream().anyMatch(condition -> condition.test(asyncable, now));
    }

    @Override
    public String sql(Function<AsyncColumn, String> columns, String now) {
      return conditions.stream()
          .map(condition -> "(" + condition.sql(columns, now) + ")")
          .collect(Collectors.joining(" or ", "(", ")"));
    }

    @Override
    public Predicate jpa(Path<Asyncable> asyncable, CriteriaBuilder builder, Instant now) {
      return builder.or(
          conditions.stream()
              .map(condition -> condition.jpa(asyncable, builder, now))
              .toArray(Predicate[]::new));
    }
  }
}
