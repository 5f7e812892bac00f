package io.asyncable.search;

import static io.asyncable.AsyncColumn.ATTEMPTED_AT;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.move.Cause;
import io.asyncable.type.AttributePath;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
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
   */
  public record Part(ProcessType type, List<Match> matches) {}

  /** An attribute of the entity and the text that it must be. */
  public record Match(AttributePath attribute, String value) {}

  /**
   * Conditions on the async columns; null means any value.
   *
   * @param error how the error begins
   * @param fingerprint the fingerprint of a failure in the record's current submission
   * @param until when the current submission began at the latest
   */
  public record Criteria(
      @Nullable State state,
      @Nullable Cause cause,
      @Nullable String error,
      @Nullable String fingerprint,
      @Nullable Instant until) {

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
    public static final Criteria NONE = new Criteria(null, null, null, null, null);
  }

  /**
   * In which order records are listed; within one time by type and id. Records without such a time
   * follow, oldest submission first, and records that were never submitted come last.
   */
  public enum Order {
    /** Oldest submission first. */
    OLDEST(List.of(LAST_SUBMITTED_AT), false),
    /** Newest submission first. */
    NEWEST(List.of(LAST_SUBMITTED_AT), true),
    /** Latest attempt first. */
    LATEST_ATTEMPTED(List.of(ATTEMPTED_AT, LAST_SUBMITTED_AT), true),
    /** Records that are due next come first. */
    NEXT_DUE(List.of(DUE_AT, LAST_SUBMITTED_AT), false);

    private final List<AsyncColumn> keys;
    private final boolean descending;

    Order(List<AsyncColumn> keys, boolean descending) {
      this.keys = keys;
      this.descending = descending;
    }

    /** Whether the time of submission alone decides the place of a record. */
    public boolean isBySubmission() {
      return keys.get(0) == LAST_SUBMITTED_AT;
    }

    /** How many stretches a list of this order has, one of them without a time. */
    public int stretches() {
      return keys.size() + 1;
    }

    /**
     * The column that orders each stretch of the list. The last stretch has the records without any
     * of these times.
     */
    List<AsyncColumn> keys() {
      return keys;
    }

    /** Whether the stretch of that number begins with its latest time. */
    boolean isDescending(int stretch) {
      return descending && stretch == 0;
    }
  }
}
