package io.asyncable.ops.faults;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files reviews at the instances in turn, at a steady rate. What is not answered, or with 503, is
 * asked for again a second later at the next instance, until somebody has accepted or refused it.
 */
final class Load implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration BEFORE_REPEAT = Duration.ofSeconds(1);
  private static final int LOWEST_FILE_NUMBER = 30_000_000;

  private final List<Instance> instances;
  private final long firstFileNumber;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger wishes = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private @Nullable ScheduledFuture<?> filing;

  /**
   * @param former how many reviews were filed before, at most, so that these are of other veterans
   */
  Load(List<Instance> instances, long former) {
    this.instances = instances;
    this.firstFileNumber = LOWEST_FILE_NUMBER + former;
  }

  void begin() {
    filing = timer.scheduleAtFixedRate(this::wish, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Files nothing new; what was not accepted yet is still asked for. */
  void end() {
    if (filing != null) {
      filing.cancel(false);
    }
  }

  /** Whether everything was accepted or refused. */
  boolean isSettled() {
    return open.get() == 0;
  }

  /** How many nobody has accepted or refused yet. */
  int unsettled() {
    return open.get();
  }

  /** The ids of the reviews that were accepted. */
  Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  /** How often which answer came, by status. */
  Map<String, Integer> answers() {
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }

  private void wish() {
    open.incrementAndGet();
    ask(wishes.getAndIncrement(), 0);
  }

  private void ask(int wish, int repeats) {
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
        .whenComplete((answer, failure) -> answered(wish, repeats, answer, failure));
  }

  private String review(int wish) {
    return """
        {"type": "supplemental_claim", "fileNumber": "%d", "receiptDate": "2024-05-06",
         "benefitType": "compensation", "issues": ["Tinnitus"]}
        """
        .formatted(firstFileNumber + wish);
  }

  private void answered(
      int wish, int repeats, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
    int status = answer == null ? 0 : answer.statusCode();
    answers
        .computeIfAbsent(
            answer == null ? "none" : Integer.toString(status), none -> new AtomicInteger())
        .incrementAndGet();
    if (answer != null && status / 100 == 2) {
      accepted.add(JsonMapper.shared().readTree(answer.body()).required("id").stringValue());
      open.decrementAndGet();
    } else if (status / 100 == 4) {
      open.decrementAndGet();
    } else if (!timer.isShutdown()) {
      timer.schedule(() -> ask(wish, repeats + 1), BEFORE_REPEAT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
