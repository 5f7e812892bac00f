package io.asyncable.queue;

import io.asyncable.worker.EngineClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how the attempts of each queue ended on this worker, for the last minute. */
public final class Throughput {

  private final Map<String, Counts> byQueue = new ConcurrentHashMap<>();
  private final EngineClock clock;

  Throughput(EngineClock clock) {
    this.clock = clock;
  }

  /** What ended within a minute. */
  record Minute(int processed, int failed) {}

  /** An attempt succeeded. */
  public void processed(String queue) {
    counts(queue).processed(clock.instant().getEpochSecond());
  }

  /** An attempt failed, whether or not another follows. */
  public void failed(String queue) {
    counts(queue).failed(clock.instant().getEpochSecond());
  }

  Minute of(String queue) {
    return counts(queue).minute(clock.instant().getEpochSecond());
  }

  private Counts counts(String queue) {
    return byQueue.computeIfAbsent(queue, name -> new Counts());
  }

  /** One place for each second of the minute. */
  private static final class Counts {

    private static final int SECONDS = 60;

    private final int[] processed = new int[SECONDS];
    private final int[] failed = new int[SECONDS];
    private int processedInAll;
    private int failedInAll;
    private long latest;

    synchronized void processed(long second) {
      processed[place(second)]++;
      processedInAll++;
    }

    synchronized void failed(long second) {
      failed[place(second)]++;
      failedInAll++;
    }

    synchronized Minute minute(long second) {
      place(second);
      return new Minute(processedInAll, failedInAll);
    }

    /** The place of this second, after the seconds before it have left the minute. */
    private int place(long second) {
      for (long next = Math.max(latest + 1, second - SECONDS + 1); next <= second; next++) {
        int place = (int) (next % SECONDS);
        processedInAll -= processed[place];
        failedInAll -= failed[place];
        processed[place] = 0;
        failed[place] = 0;
      }
      // A corrected clock may step back.
      latest = Math.max(latest, second);
      return (int) (latest % SECONDS);
    }
  }
}
