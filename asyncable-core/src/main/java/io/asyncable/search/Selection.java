package io.asyncable.search;

import static io.asyncable.AsyncColumn.ATTEMPTED_AT;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.type.AttributePath;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which unconcluded records a list shows, and in which order. Without a state or a cause these are
 * the potentially stuck records; otherwise the records in that state or with that cause.
 *
 * @param parts the process types, in the order of their names
 */
public record Selection(List<Part> parts, Criteria criteria, Order order) {

  /** The same in another order. */
  public Selection in(Order other) {
    return new Selection(parts, criteria, other);
  }

  /**
   * One process type of a list.
   *
   * @param matches conditions on the record's own attributes, all of which must hold
   * @param subject the attribute that {@link Criteria#search} compares; null if there is none
   */
  public record Part(ProcessType type, List<Match> matches, @Nullable AttributePath subject) {

    /** A part whose records have no subject. */
    public Part(ProcessType type, List<Match> matches) {
      this(type, matches, null);
    }
  }

  /** An attribute of the entity and the text that it must be. */
  public record Match(AttributePath attribute, String value) {}

  /**
   * Conditions on the async columns; null means any value.
   *
   * @param error how the error begins
   * @param fingerprint the fingerprint of a failure in the record's current submission
   * @param until when the current submission began at the latest
   * @param search the subject, the id, or how the first word of the error begins
   */
  public record Criteria(
      @Nullable State state,
      @Nullable Cause cause,
      @Nullable String error,
      @Nullable String fingerprint,
      @Nullable Instant until,
      @Nullable String search) {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    /**
     * @throws IllegalArgumentException if the text is not a fingerprint
     */
    public Criteria {
      if (fingerprint != null && !isFingerprint(fingerprint)) {
        throw new IllegalArgumentException("no fingerprint: " + fingerprint);
      }
    }

    /** Whether a text can be a fingerprint. */
    public static boolean isFingerprint(String text) {
      return FINGERPRINT.matcher(text).matches();
    }

    /** Anything. */
    public static final Criteria NONE = new Criteria(null, null, null, null, null, null);
  }

  /**
   * In which order records are listed, stretch by stretch; within one time by type and id. Every
   * record is in exactly one stretch of an order.
   */
  public enum Order {
    /** Oldest submission first. */
    OLDEST(Stretch.by(LAST_SUBMITTED_AT), Stretch.NEVER_SUBMITTED),
    /** Newest submission first. */
    NEWEST(Stretch.latest(LAST_SUBMITTED_AT), Stretch.NEVER_SUBMITTED),
    /** Latest attempt first; those without an attempt follow. */
    LATEST_ATTEMPTED(
        Stretch.latest(ATTEMPTED_AT),
        Stretch.by(LAST_SUBMITTED_AT).without(ATTEMPTED_AT),
        Stretch.NEVER_SUBMITTED),
    /** Records that are due next come first; those without a timer follow. */
    NEXT_DUE(
        Stretch.by(DUE_AT), Stretch.by(LAST_SUBMITTED_AT).without(DUE_AT), Stretch.NEVER_SUBMITTED),
    /** What needs a person first; of each need the oldest submission first. */
    NEEDIEST(
        Stretch.by(LAST_SUBMITTED_AT).of(Need.PERSON),
        Stretch.NEVER_SUBMITTED,
        Stretch.by(LAST_SUBMITTED_AT).of(Need.RETRY),
        Stretch.by(LAST_SUBMITTED_AT).of(Need.NOTHING));

    private final List<Stretch> stretches;

    Order(Stretch... stretches) {
      this.stretches = List.of(stretches);
    }

    /** Whether the time of submission alone decides the place of a record. */
    public boolean isBySubmission() {
      return this == OLDEST || this == NEWEST;
    }

    /** How many stretches a list of this order has. */
    public int stretches() {
      return stretches.size();
    }

    /** Whether the records of the stretch of that number have a time by which they are ordered. */
    public boolean hasTimes(int stretch) {
      return stretch(stretch).key() != null;
    }

    Stretch stretch(int number) {
      return stretches.get(number);
    }

    /** The number of the stretch that has the record. */
    int stretchOf(RecordRow row, Instant now) {
      return IntStream.range(0, stretches.size())
          .filter(number -> stretches.get(number).has(row, now))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * A part of an ordered list, read along one index.
   *
   * @param key the column that orders it; null for records that were never submitted, whose only
   *     order is by type and id
   * @param isDescending whether it begins with the latest time
   * @param unset a column in which its records have no time; null for none
   * @param need what its records need; null for whatever that is
   */
  record Stretch(
      @Nullable AsyncColumn key,
      boolean isDescending,
      @Nullable AsyncColumn unset,
      @Nullable Need need) {

    static final Stretch NEVER_SUBMITTED = new Stretch(null, false, null, null);

    private static Stretch by(AsyncColumn key) {
      return new Stretch(key, false, null, null);
    }

    private static Stretch latest(AsyncColumn key) {
      return new Stretch(key, true, null, null);
    }

    private Stretch without(AsyncColumn column) {
      return new Stretch(key, isDescending, column, need);
    }

    private Stretch of(Need wanted) {
      return new Stretch(key, isDescending, unset, wanted);
    }

    private boolean has(RecordRow row, Instant now) {
      return key == null || row.lastSubmittedAt() == null
          ? key == null && row.lastSubmittedAt() == null
          : row.time(key) != null
              && (unset == null || row.time(unset) == null)
              && (need == null || need == Need.of(row, now));
    }

    /** The conditions on the records {@code t} of the stretch besides their submission. */
    List<String> conditions(Function<AsyncColumn, String> column) {
      List<String> conditions = new ArrayList<>();
      if (unset != null) {
        conditions.add(column.apply(unset) + " is null");
      }
      if (key != null) {
        conditions.add(column.apply(key) + " is not null");
      }
      if (need != null) {
        conditions.add(need.sql());
      }
      return conditions;
    }
  }
}
