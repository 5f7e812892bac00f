package io.asyncable.alert;

import io.asyncable.EngineTrouble;
import io.asyncable.explain.Times;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds work with which this instance has made no progress for a long time. Each trouble is found
 * once until it is over. They are kept in memory, because the database may be the trouble.
 */
final class LastingTroubles {

  private record Key(Work work, String type, Instant since) {

    static Key of(Trouble trouble) {
      return new Key(trouble.work(), trouble.type(), trouble.since());
    }
  }

  private final Troubles troubles;
  private final Heartbeat worker;
  private final Duration after;
  private final Clock clock;
  private final Set<Key> found = new HashSet<>();

  LastingTroubles(Troubles troubles, Heartbeat worker, Duration after, Clock clock) {
    this.troubles = troubles;
    this.worker = worker;
    this.after = after;
    this.clock = clock;
  }

  /** Those that were not found before, longest first. */
  List<EngineTrouble> next() {
    Instant before = clock.instant().minus(after);
    List<Trouble> lasting =
        troubles.all(worker.epoch()).stream()
            .filter(trouble -> !trouble.since().isAfter(before))
            .toList();
    found.retainAll(lasting.stream().map(Key::of).collect(Collectors.toSet()));
    return lasting.stream()
        .filter(trouble -> found.add(Key.of(trouble)))
        .map(this::inWords)
        .toList();
  }

  private EngineTrouble inWords(Trouble trouble) {
    return new EngineTrouble(
        worker.name(),
        trouble.work().word(),
        trouble.type(),
        trouble.since(),
        "%s of %s has failed on %s since %s UTC."
            .formatted(
                trouble.work().words(),
                trouble.type(),
                worker.name(),
                Times.UTC.of(trouble.since())),
        trouble.work().advice(),
        "/jobs/health");
  }
}
