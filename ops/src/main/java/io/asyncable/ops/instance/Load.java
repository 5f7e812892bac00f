package io.asyncable.ops.instance;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files reviews at the instances in turn, at a steady rate. A review that gets no answer, or a 503,
 * is filed again a second later at the next instance, until an instance has accepted or refused it.
 */
public final class Load implements AutoCloseable {

  private static final Duration BEFORE_REPEAT = Duration.ofSeconds(1);
  private static final int LOWEST_FILE_NUMBER = 30_000_000;

  private final List<Instance> instances;
  private final long firstFileNumber;
  private final Duration between;
  private final int most;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger wishes = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private @Nullable ScheduledFuture<?> filing;

  /**
   * @param former how many reviews were filed before, at most, so that these are of other veterans
   * @param between the time from one filing to the next
   * @param most how many are filed at most
   */
  public Load(List<Instance> instances, long former, Duration between, int most) {
    this.instances = instances;
    this.firstFileNumber = LOWEST_FILE_NUMBER + former;
    this.between = between;
    this.most = most;
  }

  /** Files the first, and the others at their times. */
  public void begin() {
    filing = timer.scheduleAtFixedRate(this::wish, 0, between.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Files nothing new; what was not accepted yet is still asked for. */
  public void end() {
    if (filing != null) {
      filing.cancel(false);
    }
  }

  /** Whether everything was accepted or refused. */
  public boolean isSettled() {
    return open.get() == 0;
  }

  /** How many nobody has accepted or refused yet. */
  public int unsettled() {
    return open.get();
  }

  /** The ids of the reviews that were accepted. */
  public Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  /** How often which answer came, by status. */
  public Map<String, Integer> answers() {
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }

  /** The longest time from the first request of a review to its acceptance. */
  public Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  private void wish() {
    if (wishes.get() < most) {
      open.incrementAndGet();
      ask(wishes.getAndIncrement(), System.nanoTime(), 0);
    }
  }

  private void ask(int wish, long since, int repeats) {
    Instance instance = instances.get((wish + repeats) % instances.size());
    HttpRequest request =
        instance
            .request("/api/intake/reviews")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(review(wish)))
            .build();
    instance
        .client()
        .sendAsync(request, BodyHandlers.ofString())
        .whenComplete((answer, failure) -> answered(wish, since, repeats, answer));
  }

  private String review(int wish) {
    return """
        {"type": "supplemental_claim", "fileNumber": "%d", "receiptDate": "2024-05-06",
         "benefitType": "compensation", "issues": ["Tinnitus"]}
        """
        .formatted(firstFileNumber + wish);
  }

  private void answered(int wish, long since, int repeats, @Nullable HttpResponse<String> answer) {
    int status = answer == null ? 0 : answer.statusCode();
    answers
        .computeIfAbsent(
            answer == null ? "none" : Integer.toString(status), none -> new AtomicInteger())
        .incrementAndGet();
    if (answer != null && status / 100 == 2) {
      slowest.accumulate(System.nanoTime() - since);
      accepted.add(JsonMapper.shared().readTree(answer.body()).required("id").stringValue());
      open.decrementAndGet();
    } else if (status / 100 == 4) {
      open.decrementAndGet();
    } else if (!timer.isShutdown()) {
      timer.schedule(
          () -> ask(wish, since, repeats + 1), BEFORE_REPEAT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
