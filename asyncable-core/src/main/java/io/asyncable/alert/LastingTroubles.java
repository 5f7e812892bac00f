package io.asyncable.alert;

import io.asyncable.EngineTrouble;
import io.asyncable.text.Times;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds work of this instance that has failed for long. It finds each trouble once, until the work
 * succeeds again; a database that stops all work is one trouble. All of it is kept in memory,
 * because the database may be the trouble.
 */
final class LastingTroubles {

  private static final String HEALTH = "/jobs/health";

  private record Key(Work work, String type, Instant since) {

    static Key of(Trouble trouble) {
      return new Key(trouble.work(), trouble.type(), trouble.since());
    }
  }

  private final Troubles troubles;
  private final Heartbeat worker;
  private final Duration after;
  private final Set<Key> found = new HashSet<>();
  private boolean foundDatabase;

  LastingTroubles(Troubles troubles, Heartbeat worker, AlertSettings settings) {
    this.troubles = troubles;
    this.worker = worker;
    this.after = settings.troubleAfter();
  }

  /** Those that were not found before, longest first. */
  List<EngineTrouble> next() {
    List<Trouble> lasting =
        troubles.all(worker.epoch()).stream()
            .filter(trouble -> troubles.hasLasted(trouble, after))
            .toList();
    List<Trouble> ofDatabase = lasting.stream().filter(this::isStoppedByDatabase).toList();
    List<EngineTrouble> next = new ArrayList<>();
    if (!ofDatabase.isEmpty() && !foundDatabase) {
      next.add(ofDatabase(ofDatabase.get(0).since()));
    }
    foundDatabase = !ofDatabase.isEmpty();
    found.retainAll(lasting.stream().map(Key::of).collect(Collectors.toSet()));
    lasting.stream()
        .filter(trouble -> !isStoppedByDatabase(trouble))
        .filter(trouble -> found.add(Key.of(trouble)))
        .map(this::inWords)
        .forEach(next::add);
    return next;
  }

  private boolean isStoppedByDatabase(Trouble trouble) {
    return troubles.isStoppedByDatabase(trouble.work(), trouble.type());
  }

  private EngineTrouble ofDatabase(Instant since) {
    return new EngineTrouble(
        worker.name(),
        "database",
        Troubles.ALL_TYPES,
        since,
        "The database has stopped the work of %s since %s UTC."
            .formatted(worker.name(), Times.UTC.of(since)),
        "Waiting work continues by itself once the database can be reached, accepts changes and has"
            + " free connections. See PostgreSQL's log, and how many connections it and the pool"
            + " allow.",
        HEALTH);
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
        HEALTH);
  }
}
