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
 * @param unconcluded number of submitted records that are neither processed nor canceled, scheduled
 *     ones included
 * @param unconcludedCapped whether there are more; then the figures cover the oldest
 * @param states the number of records in each state
 * @param ages how long queued and retrying records have waited
 * @param totals the counts in the window
 * @param throughput the counts step by step
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
   * What was counted in a window.
   *
   * @param inWindow records processed within the window of the policy
   * @param share the share of those, from 0 to 1
   * @param p50 of the time from submission to processed; null if nothing was processed
   * @param runP95 of the time that attempts ran which succeeded
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

  /** What was counted from a time on. */
  record Step(Instant from, long processed, long failed, long lost, long expired) {}
}
