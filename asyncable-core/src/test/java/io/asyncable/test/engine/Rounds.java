package io.asyncable.test.engine;

import io.asyncable.job.JobHandler;
import io.asyncable.job.JobType;
import io.asyncable.schedule.Overlap;
import io.asyncable.schedule.Recurring;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Recurring jobs. Their next slots are years away, unless a test writes another one. */
@Component
public class Rounds {

  @JobType("round")
  public record Round(String schedule, Instant slot) {}

  /** What was run. */
  public final List<Round> done = new CopyOnWriteArrayList<>();

  /** Whether the jobs fail. */
  public volatile boolean failing;

  /** Whether the schedule {@code rounds.broken} makes no request. */
  public volatile boolean broken;

  @Recurring(name = "rounds.skip", every = "3650d")
  Round skip(Instant slot) {
    return new Round("rounds.skip", slot);
  }

  @Recurring(name = "rounds.allow", every = "3650d", overlap = Overlap.ALLOW)
  Round allow(Instant slot) {
    return new Round("rounds.allow", slot);
  }

  @Recurring(name = "rounds.broken", every = "3650d")
  Round broken() {
    if (broken) {
      throw new IllegalStateException("no request today");
    }
    return new Round("rounds.broken", Instant.EPOCH);
  }

  @JobHandler
  void run(Round round) {
    done.add(round);
    if (failing) {
      throw new IllegalStateException("busy");
    }
  }
}
