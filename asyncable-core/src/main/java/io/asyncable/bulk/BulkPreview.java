package io.asyncable.bulk;

import io.asyncable.move.Act;
import io.asyncable.move.RecordRow;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records that a bulk action would include.
 *
 * @param records how many records
 * @param refused how many of them are in no state for the act, and would be passed over
 * @param complete false if more are selected than one action takes
 * @param lines how many of them by type, age and error, most first
 */
public record BulkPreview(int records, int refused, boolean complete, List<Line> lines) {

  /**
   * @param age how long ago they were submitted, in words
   * @param error the first token of their error; empty for those without
   */
  public record Line(String type, String age, String error, int records) {}

  /** Counts row by row. */
  static final class Tally {

    private record Key(String type, String age, String error) {}

    private final Map<Key, Integer> counts =
        new TreeMap<>(
            Comparator.comparing(Key::type).thenComparing(Key::age).thenComparing(Key::error));
    private final Act act;
    private final Instant now;
    private int records;
    private int refused;

    Tally(Act act, Instant now) {
      this.act = act;
      this.now = now;
    }

    void add(List<RecordRow> rows) {
      records += rows.size();
      for (RecordRow row : rows) {
        Key key = new Key(row.type().name(), age(row.lastSubmittedAt()), firstToken(row.error()));
        counts.merge(key, 1, Integer::sum);
        refused += act.isPossible(row) ? 0 : 1;
      }
    }

    private String age(@Nullable Instant submitted) {
      if (submitted == null) {
        return "never submitted";
      }
      Duration age = Duration.between(submitted, now);
      if (age.compareTo(Duration.ofHours(1)) < 0) {
        return "less than an hour";
      }
      return age.toDays() < 1 ? "less than a day" : Plural.of(age.toDays(), "day");
    }

    private static String firstToken(@Nullable String error) {
      return error == null ? "" : ErrorDetails.firstToken(error);
    }

    BulkPreview preview() {
      List<Line> lines =
          counts.entrySet().stream()
              .map(
                  count ->
                      new Line(
                          count.getKey().type(),
                          count.getKey().age(),
                          count.getKey().error(),
                          count.getValue()))
              .sorted(Comparator.comparingInt(Line::records).reversed())
              .toList();
      return new BulkPreview(records, refused, records < Bulk.LARGEST, lines);
    }
  }
}
