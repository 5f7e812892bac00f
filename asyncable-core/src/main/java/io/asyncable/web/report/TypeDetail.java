package io.asyncable.web.report;

import io.asyncable.type.PolicyValue;
import io.asyncable.web.record.StateTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process type.
 *
 * @param asOf the time of the counts
 * @param unconcluded number of submitted records that are neither processed nor canceled, including
 *     scheduled ones
 * @param unconcludedCapped whether there are more; the figures then cover the oldest records
 * @param states number of records in each state
 * @param ages how long queued and retrying records have waited
 * @param totals the counts of the whole window
 * @param throughput the counts of each step
 * @param policy the policy in force
 */
record TypeDetail(
    String type,
    String entity,
    String queue,
    String window,
    Instant asOf,
    long unconcluded,
    boolean unconcludedCapped,
    List<StateTotals.States> states,
    List<Ages> ages,
    Totals totals,
    List<Step> throughput,
    List<PolicyValue> policy) {

  /** Records of an age. */
  record Ages(String age, long records) {}

  /**
   * The counts of a window.
   *
   * @param inWindow number of records processed within the window of the policy
   * @param share the share of those, from 0 to 1
   * @param p50 the median time from submission to processing; null if nothing was processed
   * @param runP95 the time within which 95 of 100 successful attempts ended
   */
  record Totals(
      long processed,
      long failed,
      long lost,
      long expired,
      long inWindow,
      @Nullable Double share,
      @Nullable Duration p50,
      @Nullable Duration p95,
      @Nullable Duration longest,
      @Nullable Duration runP50,
      @Nullable Duration runP95) {}

  /** The counts of one step. */
  record Step(Instant from, long processed, long failed, long lost, long expired) {}
}
