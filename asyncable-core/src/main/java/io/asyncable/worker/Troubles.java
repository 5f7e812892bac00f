package io.asyncable.worker;

import io.asyncable.Causes;
import io.asyncable.DatabaseTrouble;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.OutageLog;
import io.asyncable.type.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows which work of this instance fails or hangs: for which process type, since when and why.
 *
 * <p>Code that loops over types asks {@link #rests} before each, and reports the result here. A
 * type that fails rests for at least as long as it took to fail, and longer with each failure in a
 * row, so that it costs the other types little. {@link TroubleLog} logs the failures.
 */
public final class Troubles {

  /** Shortest rests; a failure that took longer than this rests longer. */
  private static final Backoff RESTS =
      Backoff.doubling(Duration.ofMillis(200), Duration.ofSeconds(2));

  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /**
   * Work that runs for longer counts as hanging, for example because the answer to a statement was
   * lost.
   */
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final int LONGEST_REASON = 300;

  /** Kinds of work. Most are done separately for each process type, or for each lane of a queue. */
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

    /** The word for programs; never changes. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The beginning of a sentence about this work, such as "Claiming". */
    public String words() {
      return words;
    }

    /** What the trouble means, and what to do about it. */
    public String advice() {
      return consequence + " The engine keeps trying. " + remedy;
    }
  }

  /** The type of work that is done for all types together. */
  public static final String ALL_TYPES = "all types";

  /** The type of {@link Work#CONNECT}, which is not done for single types. */
  public static final String POOL = "the application's pool";

  /** The type of {@link Work#ANSWER}, which is not done for single types. */
  public static final String REQUESTS = "requests";

  /**
   * Work that fails, or that has run for too long.
   *
   * @param worker the epoch of the instance
   * @param type the process type, {@link #ALL_TYPES}, {@link #POOL}, {@link #REQUESTS}, or the lane
   *     of a queue that the instance consumes
   * @param since when the first of the failures in a row happened; for work that hangs, when it
   *     began
   * @param reason the message of the latest failure, or that the work is still running
   */
  public record Trouble(long worker, Work work, String type, Instant since, String reason) {

    /** The beginning of a sentence about the trouble, such as "Claiming of Appeal". */
    public String words() {
      return key().words();
    }

    Key key() {
      return new Key(work, type);
    }

    /** Whether the trouble affects all process types. */
    public boolean stopsAll() {
      return type.equals(ALL_TYPES) || type.equals(POOL) || type.equals(REQUESTS);
    }
  }

  /** Which work, of which type. */
  record Key(Work work, String type) {

    String words() {
      return work.words() + " of " + type;
    }
  }

  /**
   * @param since when the first of the failures in a row happened
   * @param times number of failures in a row
   * @param withAll whether the database makes all other work fail too
   */
  private record Failing(
      Instant since,
      Instant latest,
      String reason,
      int times,
      long failedAt,
      long restsUntil,
      boolean withAll) {

    /** Whether the latest failure is too old to say anything about the present. */
    boolean isForgotten(Work work) {
      return System.nanoTime() - failedAt >= work.knownFor.toNanos();
    }
  }

  /** Work that is running. Whoever began it must call {@link #ended}. */
  public final class UnderWay {

    private final Key key;
    private final Instant since = clock.instant();

    private UnderWay(Key key) {
      this.key = key;
      underWay.add(this);
    }

    /** Reports the end of the work, successful or not. */
    public void ended() {
      underWay.remove(this);
    }
  }

  private final Map<Key, Failing> failing = new ConcurrentHashMap<>();
  private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
  private final TroubleLog log = new TroubleLog();
  private final EngineClock clock;

  /**
   * @param clock the engine's clock
   */
  public Troubles(EngineClock clock) {
    this.clock = clock;
  }

  /** Reports that work begins. If it does not end within 5 s, it is listed in {@link #all}. */
  public UnderWay begun(Work work, String type) {
    return new UnderWay(new Key(work, type));
  }

  /** Whether the work failed and must rest before the next try. */
  public boolean rests(Work work, String type) {
    Failing known = failing.get(new Key(work, type));
    return known != null && System.nanoTime() - known.restsUntil() < 0;
  }

  /** Whether the latest try of the work failed. */
  public boolean isFailing(Work work, String type) {
    return failing.containsKey(new Key(work, type));
  }

  /** Whether the work fails for any type. */
  public boolean isFailing(Work work) {
    return failing.keySet().stream().anyMatch(key -> key.work() == work);
  }

  /** Whether the work fails because the database makes all work fail. */
  public boolean isStoppedByDatabase(Work work, String type) {
    Failing known = failing.get(new Key(work, type));
    return known != null && known.withAll();
  }

  /**
   * Reports a failure.
   *
   * @param took how long the work took to fail; it rests at least as long
   */
  public void failed(Work work, String type, Throwable failure, Duration took) {
    failing.compute(new Key(work, type), (key, before) -> failing(key, before, failure, took));
  }

  private Failing failing(Key key, @Nullable Failing latest, Throwable failure, Duration took) {
    long now = System.nanoTime();
    Failing before = latest == null || latest.isForgotten(key.work()) ? null : latest;
    String reason = words(failure);
    int times = before == null ? 1 : before.times() + 1;
    boolean outage = OutageLog.took(failure);
    log.failed(key, reason, outage, times);
    Instant latestFailure = clock.instant();
    return new Failing(
        before == null ? latestFailure : before.since(),
        latestFailure,
        reason,
        times,
        now,
        now + rest(times, isFirstLoss(times, failure) ? Duration.ZERO : took).toNanos(),
        outage);
  }

  /**
   * The first line of the innermost cause, at most 300 characters. Other lines may hold values of a
   * row.
   */
  static String words(Throwable failure) {
    String text =
        ErrorDetails.line(Causes.innermost(failure))
            .lines()
            .findFirst()
            .orElse("")
            .replace('\0', ' ');
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
  }

  /**
   * The first lost connection causes only a short rest: the next try uses a new connection, however
   * long it took to notice the loss.
   */
  private static boolean isFirstLoss(int times, Throwable failure) {
    return times == 1 && DatabaseTrouble.AWAY.isBehind(failure);
  }

  private static Duration rest(int times, Duration took) {
    Duration least = RESTS.after(times);
    Duration rest = took.compareTo(least) > 0 ? took : least;
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }

  /** Reports that the work succeeded, or that there is nothing left to do. */
  public void succeeded(Work work, String type) {
    Key key = new Key(work, type);
    Failing before = failing.containsKey(key) ? failing.remove(key) : null;
    // On a disk that is almost full every other statement succeeds; that is not worth a line.
    if (before != null && before.times() > 1) {
      log.succeeded(key, before.withAll());
    }
  }

  /**
   * Runs the work unless it rests, and reports how it went.
   *
   * @return false if the work rested or failed
   */
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
      // Not even an Error of one type may stop the next type. insist has reported it.
      return false;
    }
  }

  /** Runs the work even if it should rest, reports how it went, and throws its failure. */
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
   * The work of this instance that fails or hangs now, longest first. Failures that did not recur
   * for some minutes are left out.
   *
   * @param worker the epoch of this instance
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
            // This work goes through all types, so it may take long without hanging.
            .filter(each -> !each.key.type().equals(ALL_TYPES))
            .collect(Collectors.toMap(each -> each.key, each -> each.since, Troubles::earlier))
            .entrySet()
            .stream()
            .map(
                each ->
                    trouble(
                        worker, each.getKey(), each.getValue(), "it has been running since then"));
    return Stream.concat(failed, unended).sorted(Comparator.comparing(Trouble::since)).toList();
  }

  /**
   * Whether the trouble has surely lasted for this long: from its first failure to its latest, or
   * until now while the work runs. Work that failed once and is tried again in a minute has not
   * failed for a minute.
   */
  public boolean hasLasted(Trouble trouble, Duration length) {
    Failing known = failing.get(trouble.key());
    boolean isUnderWay =
        underWay.stream()
            .anyMatch(
                each ->
                    each.key.equals(trouble.key())
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
