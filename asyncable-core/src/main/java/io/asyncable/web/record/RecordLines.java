package io.asyncable.web.record;

import io.asyncable.State;
import io.asyncable.search.UnknownTypes;
import io.asyncable.search.UnknownTypes.Oldest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list.
 *
 * @param total how many records the filter matches, on all pages
 * @param totalCapped whether there may be more than that
 * @param next the parameter {@code page} of the next page; null on the last
 * @param asOf the time at which the list was read
 * @param unknown records of types that this application does not know
 */
public record RecordLines(
    int total,
    boolean totalCapped,
    List<RecordLine> jobs,
    @Nullable String next,
    Instant asOf,
    Unknown unknown) {

  /**
   * Records of types that this application does not know. No filter finds them, and nobody can act
   * on them here; only who may see all types is told of them, by the first page of the whole list.
   *
   * @param total how many there are
   * @param totalCapped whether there may be more than that
   * @param jobs the oldest
   */
  public record Unknown(int total, boolean totalCapped, List<UnknownLine> jobs) {

    static final Unknown NONE = of(Oldest.NONE);

    static Unknown of(Oldest oldest) {
      return new Unknown(
          Math.min(oldest.total(), UnknownTypes.LARGEST),
          oldest.total() > UnknownTypes.LARGEST,
          oldest.rows().stream().map(UnknownLine::of).toList());
    }
  }

  /**
   * A record of an unknown type.
   *
   * @param type what the table has for its type; null if it has nothing
   * @param reason why the record is where it is, as a word for programs
   * @param why why the record is where it is, as a sentence for people
   * @param next what happens next
   */
  public record UnknownLine(
      @Nullable String type,
      String id,
      String table,
      State state,
      @Nullable Instant submittedAt,
      Instant lastSubmittedAt,
      @Nullable Instant attemptedAt,
      String reason,
      String why,
      String next) {

    private static UnknownLine of(UnknownTypes.Row row) {
      return new UnknownLine(
          row.type(),
          row.id(),
          row.table(),
          row.state(),
          row.submittedAt(),
          row.lastSubmittedAt(),
          row.attemptedAt(),
          UnknownTypes.Row.REASON,
          row.why(),
          row.next());
    }
  }

  /** How long ago something was; public for the templates. */
  public Duration since(Instant time) {
    return Duration.between(time, asOf);
  }
}
