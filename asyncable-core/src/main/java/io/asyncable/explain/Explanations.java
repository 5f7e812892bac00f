package io.asyncable.explain;

import io.asyncable.State;
import io.asyncable.explain.LastEvents.LastEvent;
import io.asyncable.job.batch.Waits;
import io.asyncable.job.batch.Waits.Wait;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.type.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explains why records are in their states, what happens next and what helps. Pages, API, CSV files
 * and alerts all use this one explanation. It takes a fixed number of statements for any number of
 * records, and never waits for Kafka.
 */
public final class Explanations {

  /**
   * That the engine gave a record up.
   *
   * @param cause why; null if nobody knows
   * @param attempts begun in its submission
   * @param failures how many of them failed; 0 also if nobody knows any more
   * @param losses how many of them were lost; likewise
   * @param error how the last one ended
   * @param at when; null if nobody knows any more
   */
  public record Expiration(
      @Nullable Cause cause,
      int attempts,
      int failures,
      int losses,
      @Nullable String error,
      @Nullable Instant at) {}

  private final Situations situations;
  private final LastEvents outcomes;
  private final Explainer explainer;
  private final Waits waits;

  Explanations(Situations situations, LastEvents outcomes, Explainer explainer, Waits waits) {
    this.waits = waits;
    this.situations = situations;
    this.outcomes = outcomes;
    this.explainer = explainer;
  }

  /**
   * The reason of each row, in the same order.
   *
   * @param naming the rows whose explanation may name workers, and people who acted on a queue,
   *     with their reasons
   */
  public List<Reason> of(List<RecordRow> rows, Predicate<RecordRow> naming) {
    return rows.isEmpty() ? List.of() : of(rows, naming, situations.now());
  }

  /**
   * Explains many records in portions. All portions use the situation of the time of this call.
   *
   * @param naming as in {@link #of(List, Predicate)}
   */
  public Function<List<RecordRow>, List<Reason>> inPortions(Predicate<RecordRow> naming) {
    Situation situation = situations.now();
    return rows -> of(rows, naming, situation);
  }

  /** The same in this situation, which the caller also needs for other answers. */
  public List<Reason> of(List<RecordRow> rows, Predicate<RecordRow> naming, Situation situation) {
    Situation nameless = situation.nameless();
    Map<Integer, LastEvent> befell = outcomes.of(rows);
    Map<String, Wait> awaited =
        waits.of(rows.stream().filter(Explanations::isWaiting).map(RecordRow::id).toList());
    List<Reason> reasons = new ArrayList<>(rows.size());
    for (int place = 0; place < rows.size(); place++) {
      RecordRow row = rows.get(place);
      LastEvent outcome = befell.get(place);
      if (isWaiting(row)) {
        reasons.add(new Resting.WaitsForJobs(awaited.get(row.id()), naming.test(row)));
        continue;
      }
      reasons.add(
          naming.test(row)
              ? explainer.explain(row, outcome, situation)
              : explainer.explain(row, outcome == null ? null : outcome.nameless(), nameless));
    }
    return reasons;
  }

  private static boolean isWaiting(RecordRow row) {
    return row.state() == State.SCHEDULED && row.isOfUnknownStart();
  }

  public Reason of(RecordRow row, Predicate<RecordRow> naming) {
    return of(List.of(row), naming).get(0);
  }

  /**
   * Why the engine gave a record up, whatever happened to the record since.
   *
   * @param policy the policy of its type
   */
  public static Reason of(Expiration expiration, Policy policy) {
    return new GivenUp(expiration, policy);
  }
}
