package io.asyncable.explain;

import io.asyncable.explain.LastEvents.LastEvent;
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
 * Says why records are where they are, what happens next and what helps: the one explanation for
 * page, API, CSV and alerts. It takes a fixed number of statements however many records it is asked
 * about, and never waits for Kafka.
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

  Explanations(Situations situations, LastEvents outcomes, Explainer explainer) {
    this.situations = situations;
    this.outcomes = outcomes;
    this.explainer = explainer;
  }

  /**
   * The reason of each row, in the same order.
   *
   * @param naming for which rows it names workers, and who acted on more than the record and why
   */
  public List<Reason> of(List<RecordRow> rows, Predicate<RecordRow> naming) {
    return rows.isEmpty() ? List.of() : of(rows, naming, situations.now());
  }

  /**
   * For portions of records that were read at one time: what surrounds them is asked now and holds
   * for all, however long it takes to go through them.
   *
   * @param naming as above
   */
  public Function<List<RecordRow>, List<Reason>> inPortions(Predicate<RecordRow> naming) {
    Situation situation = situations.now();
    return rows -> of(rows, naming, situation);
  }

  private List<Reason> of(List<RecordRow> rows, Predicate<RecordRow> naming, Situation situation) {
    Situation nameless = situation.nameless();
    Map<Integer, LastEvent> befell = outcomes.of(rows);
    List<Reason> reasons = new ArrayList<>(rows.size());
    for (int place = 0; place < rows.size(); place++) {
      RecordRow row = rows.get(place);
      LastEvent outcome = befell.get(place);
      reasons.add(
          naming.test(row)
              ? explainer.explain(row, outcome, situation)
              : explainer.explain(row, outcome == null ? null : outcome.nameless(), nameless));
    }
    return reasons;
  }

  /** The reason of one row. */
  public Reason of(RecordRow row, Predicate<RecordRow> naming) {
    return of(List.of(row), naming).get(0);
  }

  /**
   * Why the engine gave a record up, whatever happened to the record since.
   *
   * @param policy of its type
   */
  public static Reason of(Expiration expiration, Policy policy) {
    return new GivenUp(expiration, policy);
  }
}
