package io.asyncable.move;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entry that a move leaves in the history. */
final class HistoryEntry implements Consequence {

  /** A record can be canceled that was never submitted; its entry has the time of the act. */
  private static final String TELL =
      """
      insert into asyncable_history
        (process_type, record_id, submission, attempt, occurred_at, %s)
      select :type, id, coalesce(submission, :now), attempt, :now, %s
      from moved""";

  @Override
  public Optional<Following> follows(Move move) {
    Rule rule = move.rule();
    if (rule.entry().isEmpty()) {
      return Optional.empty();
    }
    List<Returned> reads =
        new ArrayList<>(List.of(Returned.ID, Returned.SUBMISSION, Returned.ATTEMPT));
    rule.entry().forEach((column, value) -> reads.add(new Returned(column, value)));
    String columns = String.join(", ", rule.entry().keySet());
    if (!rule.isCounting()) {
      return Optional.of(new Following("told", reads, TELL.formatted(columns, columns)));
    }
    reads.add(Returned.COUNTS);
    return Optional.of(
        new Following(
            "told",
            reads,
            TELL.formatted(
                columns + ", failures, losses",
                columns + ", coalesce(counts[1], 0), coalesce(counts[2], 0)")));
  }
}
