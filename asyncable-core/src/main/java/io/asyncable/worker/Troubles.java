package io.asyncable.worker;

import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.SeldomTold;
import io.asyncable.type.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which work of this instance fails or hangs: for which process type, since when and why.
 *
 * <p>Code that loops over types asks here which types rest, and reports here how each went. A type
 * that fails rests for at least as long as it took to fail, and longer with each failure in a row,
 * so that it costs the other types little. The log reports a failure at once and then once a
 * minute. While the database stops all work, there is one line for all of it.
 */
public final class Troubles {

  private static final Logger log = LoggerFactory.getLogger(Troubles.class);

  /** After failures that themselves took less time. */
  private static final Backoff RESTS =
      Backoff.doubling(Duration.ofMillis(200), Duration.ofSeconds(2));

  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** Work that runs for longer is reported, such as a statement whose answer was lost. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final int LONGEST_REASON = 300;

  /** Work that is done for each type, or each lane of a queue, by itself. */
  public enum Work {
    CONSUME(
        "Consuming",
        "Records that wait in that queue do not begin on this instance.",
        "Check whether Kafka has refused a right, and which message is first in the topic."),
    CLAIM("Claiming", "No attempt of this type begins on this instance."),
    WRITE_OUTCOME("Writing outcomes", "Finished attempts on this instance are not recorded yet."),
    SWEEP("The sweep", "Due records of this type may wait."),
    RELEASE("Releasing records of dead workers", "Records that dead workers held wait."),
    ALERT("Gathering alerts", "Nobody gets alerts about its expired records yet."),
    TELL("Telling users", "Its users get no messages yet."),
    CONNECT(
        "Getting a connection",
        "Requests and handlers that need the database wait.",
        "Check in pg_stat_activity what its sessions wait for, such as a row that somebody holds"
            + " locked, or enlarge the pool."),
    /** Requests report only failures, so this trouble is over after some seconds without one. */
    ANSWER(
        "Answering",
        "Users get 503 for what they write.",
        "Check whether PostgreSQL's disk is full, and whether it has become read-only.",
        Duration.ofSeconds(5));

    private final String words;
    private final String consequence;
    private final String remedy;
    private final Duration knownFor;

    Work(String words, String consequence) {
      this(
          words,
          consequence,
          "Check whether somebody has locked or renamed its table, whether a right was"
              + " revoked, and whether the pool has free connections.");
    }

    Work(String words, String consequence, String remedy) {
      this(words, consequence, remedy, Duration.ofMinutes(10));
    }

    Work(String words, String consequence, String remedy, Duration knownFor) {
      this.words = words;
      this.consequence = consequence;
      this.remedy = remedy;
      this.knownFor = knownFor;
    }

    /** The word for programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** How a sentence begins that is about it. */
    public String words() {
      return words;
    }

    /** What it means, and what to do. */
    public String advice() {
      return consequence + " The engine keeps trying. " + remedy;
    }
  }

  /** For work that is done for all types together. */
  public static final String ALL_TYPES = "all types";

  /** For {@link Work#CONNECT}, of which nothing is done for one type only. */
  public static final String POOL = "the application's pool";

  /** For {@link Work#ANSWER}, which is about no type. */
  public static final String REQUESTS = "requests";

  /**
   * @param worker the epoch of the instance
   * @param type the process type, {@link #ALL_TYPES}, {@link #POOL}, {@link #REQUESTS}, or the
   *     queue's lane that it consumes
   * @param since when it first failed without a success since, or began and has not ended
   * @param reason what the latest failure said, or that it has not ended
   */
  public record Trouble(long worker, Work work, String type, Instant since, String reason) {

    /** How a sentence begins that is about it. */
    public String words() {
      return work.words() + " of " + type;
    }

    /** Whether it stops what is done for every type. */
    public boolean stopsAll() {
      return type.equals(ALL_TYPES) || type.equals(POOL) || type.equals(REQUESTS);
    }
  }

  private record Key(Work work, String type) {}

  /**
   * @param withAll whether all other work fails with it, for the same reason
   */
  private record Failing(
      Instant since,
      Instant latest,
      String reason,
      int times,
      long failedAt,
      long restsUntil,
      boolean withAll) {

    /** Whether its latest failure is so old that it says nothing about the present. */
    boolean isForgotten(Work work) {
      return System.nanoTime() - failedAt >= work.knownFor.toNanos();
    }
  }

  /** Work that has begun. */
  public final class UnderWay {

    private final Key key;
    private final Instant since = clock.instant();

    private UnderWay(Key key) {
      this.key = key;
      underWay.add(this);
    }

    /** It has ended, however it did. */
    public void ended() {
      underWay.remove(this);
    }
  }

  private final Map<Key, Failing> failing = new ConcurrentHashMap<>();
  private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
  private final Map<Key, SeldomTold> told = new ConcurrentHashMap<>();
  private final Map<DatabaseTrouble, SeldomTold> toldOfAll = new ConcurrentHashMap<>();
  private final AtomicBoolean allFail = new AtomicBoolean();
  private final EngineClock clock;

  /**
   * @param clock the engine's
   */
  public Troubles(EngineClock clock) {
    this.clock = clock;
  }

  /** Reports this work while it runs, once it has run for long. */
  public UnderWay begun(Work work, String type) {
    return new UnderWay(new Key(work, type));
  }

  /** Whether this failed and must not be tried again yet. */
  public boolean rests(Work work, String type) {
    Failing known = failing.get(new Key(work, type));
    return known != null && System.nanoTime() - known.restsUntil() < 0;
  }

  /** Whether this failed when it was last tried. */
  public boolean isFailing(Work work, String type) {
    return failing.containsKey(new Key(work, type));
  }

  /** Whether this fails because the database lets nothing succeed. */
  public boolean isStoppedByDatabase(Work work, String type) {
    Failing known = failing.get(new Key(work, type));
    return known != null && known.withAll();
  }

  /**
   * @param took how long it took to fail
   */
  public void failed(Work work, String type, Throwable failure, Duration took) {
    failing.compute(new Key(work, type), (key, before) -> failing(key, before, failure, took));
  }

  private Failing failing(Key key, @Nullable Failing latest, Throwable failure, Duration took) {
    long now = System.nanoTime();
    Failing before = latest == null || latest.isForgotten(key.work()) ? null : latest;
    String reason = words(failure);
    int times = before == null ? 1 : before.times() + 1;
    Optional<DatabaseTrouble> ofAll = DatabaseTrouble.stoppingAll(failure);
    ofAll
        .map(trouble -> toldOfAll.computeIfAbsent(trouble, Troubles::seldomOfAll))
        .orElseGet(() -> told.computeIfAbsent(key, Troubles::seldom))
        .happened(reason);
    if (ofAll.isPresent() && times > 1) {
      allFail.set(true);
    }
    Instant latestFailure = clock.instant();
    return new Failing(
        before == null ? latestFailure : before.since(),
        latestFailure,
        reason,
        times,
        now,
        now + rest(times, isFirstLoss(times, failure) ? Duration.ZERO : took).toNanos(),
        ofAll.isPresent());
  }

  private static SeldomTold seldom(Key key) {
    return new SeldomTold(
        log, key.work().words() + " of " + key.type() + " failed {} times and is tried again: {}");
  }

  private static SeldomTold seldomOfAll(DatabaseTrouble trouble) {
    return new SeldomTold(
        log,
        trouble.sentence() + " What the engine does there failed {} times and is tried again: {}");
  }

  /** The first line of the innermost cause. Other lines may hold values of a row. */
  static String words(Throwable failure) {
    String text =
        ErrorDetails.line(Causes.innermost(failure))
            .lines()
            .findFirst()
            .orElse("")
            .replace('\0', ' ');
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
  }

  /** A lost connection says nothing about the next one, however long it took to notice. */
  private static boolean isFirstLoss(int times, Throwable failure) {
    return times == 1 && DatabaseTrouble.AWAY.isBehind(failure);
  }

  private static Duration rest(int times, Duration took) {
    Duration least = RESTS.after(times);
    Duration rest = took.compareTo(least) > 0 ? took : least;
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }

  /** It went well, or there is nothing of it to do any more. */
  public void succeeded(Work work, String type) {
    Key key = new Key(work, type);
    Failing before = failing.containsKey(key) ? failing.remove(key) : null;
    // Where every other statement succeeds, as on a disk that is almost full, this is no news.
    if (before != null && before.times() > 1) {
      tellThatItGoesOn(key, before);
    }
  }

  private void tellThatItGoesOn(Key key, Failing before) {
    if (!before.withAll()) {
      log.info("{} of {} works again", key.work().words(), key.type());
    } else if (allFail.compareAndSet(true, false)) {
      log.info("The engine can use the database again");
    }
  }

  /** Runs the work unless it rests, and records a failure; false if it did not succeed. */
  public boolean attempt(Work work, String type, Runnable doing) {
    return attempt(work, List.of(type), doing);
  }

  /** The same for work that is done for several types at once, and fails for all of them. */
  public boolean attempt(Work work, List<String> types, Runnable doing) {
    if (types.stream().anyMatch(type -> rests(work, type))) {
      return false;
    }
    Runnable all = doing;
    for (String type : types) {
      Runnable rest = all;
      all = () -> insist(work, type, rest);
    }
    try {
      all.run();
      return true;
    } catch (Throwable known) {
      // Even an Error, or one that throws when it is read: one type must not stop the next.
      return false;
    }
  }

  /** Runs the work whether it rests or not; records a failure and throws it. */
  public void insist(Work work, String type, Runnable doing) {
    long began = System.nanoTime();
    UnderWay begun = begun(work, type);
    try {
      doing.run();
      succeeded(work, type);
    } catch (Throwable failure) {
      failed(work, type, failure, Duration.ofNanos(System.nanoTime() - began));
      throw failure;
    } finally {
      begun.ended();
    }
  }

  /**
   * The work of this instance that fails now or has run for long, longest first. Failures that
   * nobody has repeated for long are left out.
   */
  public List<Trouble> all(long worker) {
    Stream<Trouble> failed =
        failing.entrySet().stream()
            .filter(each -> !each.getValue().isForgotten(each.getKey().work()))
            .map(
                each ->
                    trouble(
                        worker, each.getKey(), each.getValue().since(), each.getValue().reason()));
    Stream<Trouble> unended =
        underWay.stream()
            .filter(each -> each.since.plus(LONG).isBefore(clock.instant()))
            .filter(each -> !failing.containsKey(each.key))
            // It consists of what is done for each, and takes as long as all of that.
            .filter(each -> !each.key.type().equals(ALL_TYPES))
            .collect(Collectors.toMap(each -> each.key, each -> each.since, Troubles::earlier))
            .entrySet()
            .stream()
            .map(
                each ->
                    trouble(
                        worker,
                        each.getKey(),
                        each.getValue(),
                        "it has been running since then without an end"));
    return Stream.concat(failed, unended).sorted(Comparator.comparing(Trouble::since)).toList();
  }

  /**
   * Whether the trouble is known to have lasted for so long: from its first failure to its latest,
   * or to the present while the work runs. Work that failed once, and is tried again in a minute,
   * has not failed for a minute.
   */
  public boolean hasLasted(Trouble trouble, Duration length) {
    Failing known = failing.get(new Key(trouble.work(), trouble.type()));
    boolean isUnderWay =
        underWay.stream()
            .anyMatch(
                each ->
                    each.key.equals(new Key(trouble.work(), trouble.type()))
                        && each.since.plus(LONG).isBefore(clock.instant()));
    Instant until = known == null || isUnderWay ? clock.instant() : known.latest();
    return !trouble.since().plus(length).isAfter(until);
  }

  private static Trouble trouble(long worker, Key key, Instant since, String reason) {
    return new Trouble(worker, key.work(), key.type(), since, reason);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
