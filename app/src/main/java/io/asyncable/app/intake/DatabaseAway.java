package io.asyncable.app.intake;

import io.asyncable.DatabaseTrouble;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to answer while the database is away, full or busy. The log tells of each once a minute,
 * however many requests meet it.
 */
final class DatabaseAway {

  private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);
  private static final Map<DatabaseTrouble, Long> TOLD = new ConcurrentHashMap<>();

  private DatabaseAway() {}

  /** Empty if the failure says something else. */
  static Optional<String> sentence(Throwable failure) {
    return DatabaseTrouble.of(failure)
        .map(
            trouble -> {
              tell(trouble, failure);
              return sentence(trouble);
            });
  }

  static String sentence(DatabaseTrouble trouble) {
    return trouble.sentence() + " Nothing was filed. Please try again shortly.";
  }

  private static void tell(DatabaseTrouble trouble, Throwable failure) {
    TOLD.compute(
        trouble,
        (key, toldAt) -> {
          long now = System.nanoTime();
          if (toldAt != null && now - toldAt < TimeUnit.MINUTES.toNanos(1)) {
            return toldAt;
          }
          log.warn("Nothing can be filed. {} {}", trouble.sentence(), failure.toString());
          return now;
        });
  }
}
