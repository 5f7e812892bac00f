package io.asyncable.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that are costly to calculate, calculated once for all readers. An answer is valid for
 * twenty times as long as its calculation took, so calculating takes at most a twentieth of the
 * time. For one more minute readers still get the old answer while a new one is calculated. After
 * that they wait for the calculation that the first reader started.
 *
 * <p>Caffeine does not fit: it renews all entries after the same time, and those who wait for a
 * calculation that fails repeat it one after the other.
 */
public final class Remembered<K, V> {

  private static final Logger log = LoggerFactory.getLogger(Remembered.class);
  private static final int TIMES = 20;
  private static final Duration STALE = Duration.ofMinutes(1);

  /** An answer and the time at which it was true. */
  public record Answer<V>(V value, Instant asOf) {}

  private record Kept<V>(Answer<V> answer, Instant goodUntil, AtomicBoolean isRenewed) {

    boolean isTooOld(Instant now) {
      return goodUntil.plus(STALE).isBefore(now);
    }
  }

  /** An unfinished entry is being calculated by somebody; failed entries are not kept. */
  private final Map<K, CompletableFuture<Kept<V>>> kept = new ConcurrentHashMap<>();

  private final Function<K, V> find;
  private final Clock clock;

  /** Finds answers in that way. */
  public Remembered(Function<K, V> find, Clock clock) {
    this.find = find;
    this.clock = clock;
  }

  /** The answer to this question. */
  public Answer<V> get(K question) {
    Instant now = clock.instant();
    kept.values().removeIf(old -> old.isDone() && old.join().isTooOld(now));
    CompletableFuture<Kept<V>> mine = new CompletableFuture<>();
    CompletableFuture<Kept<V>> others = kept.putIfAbsent(question, mine);
    if (others == null) {
      find(question, mine);
    }
    Kept<V> known = await(others == null ? mine : others);
    if (known.goodUntil().isBefore(now) && known.isRenewed().compareAndSet(false, true)) {
      Thread renewal = new Thread(() -> renew(question), "asyncable-remembered");
      renewal.setDaemon(true);
      renewal.start();
    }
    return known.answer();
  }

  /**
   * All readers who wait for the same answer get its failure too, so they do not try again one
   * after the other.
   */
  private static <V> Kept<V> await(CompletableFuture<Kept<V>> found) {
    try {
      return found.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private void renew(K question) {
    try {
      kept.put(question, CompletableFuture.completedFuture(find(question)));
    } catch (RuntimeException failure) {
      kept.remove(question);
      log.debug("Refreshing a remembered figure failed: {}", failure.toString());
    }
  }

  private void find(K question, CompletableFuture<Kept<V>> result) {
    try {
      result.complete(find(question));
    } catch (RuntimeException | Error failure) {
      kept.remove(question, result);
      result.completeExceptionally(failure);
    }
  }

  private Kept<V> find(K question) {
    Instant asOf = clock.instant();
    long began = System.nanoTime();
    V value = find.apply(question);
    Duration good = Duration.ofNanos((System.nanoTime() - began) * TIMES);
    return new Kept<>(new Answer<>(value, asOf), clock.instant().plus(good), new AtomicBoolean());
  }
}
