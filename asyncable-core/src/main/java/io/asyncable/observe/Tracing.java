package io.asyncable.observe;

import io.asyncable.move.Claimed;
import io.asyncable.type.ProcessType;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a submission, and its correlation id, to each of its attempts. The
 * propagated headers are kept as lines of {@code name=value} in the record's {@code trace} column,
 * which outlives every message.
 */
public final class Tracing {

  private final ObservationRegistry observations;
  private final Correlation correlation;

  Tracing(ObservationRegistry observations, Correlation correlation) {
    this.observations = observations;
    this.correlation = correlation;
  }

  /** Observes a submission and hands its propagated context, if any, to the work. */
  public void submit(ProcessType type, Consumer<@Nullable String> work) {
    Map<String, String> headers = new LinkedHashMap<>();
    correlation.addTo(headers);
    if (observations.isNoop()) {
      work.accept(format(headers));
      return;
    }
    SenderContext<Map<String, String>> context = new SenderContext<>(Map::put);
    context.setCarrier(headers);
    Observation.createNotStarted("asyncable.submit", () -> context, observations)
        .contextualName("submit " + type.name())
        .lowCardinalityKeyValue("type", type.name())
        .observe(() -> work.accept(format(headers)));
  }

  /** Observes one attempt on this thread, as part of the submission's trace. */
  public Observed attempt(Claimed attempt) {
    return new Observed(observations, () -> observation(attempt));
  }

  private Observation observation(Claimed attempt) {
    Map<String, String> headers = parse(attempt.trace());
    ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get);
    context.setCarrier(headers);
    return Observation.createNotStarted("asyncable.attempt", () -> context, observations)
        .contextualName("process " + attempt.type().name())
        .lowCardinalityKeyValue("type", attempt.type().name())
        .highCardinalityKeyValue("id", attempt.id());
  }

  /** Runs an attempt under the correlation id of its submission. */
  public <T> T correlated(Claimed attempt, Callable<T> work) throws Exception {
    return correlation.during(parse(attempt.trace()), work);
  }

  public static Map<String, String> parse(@Nullable String trace) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (trace != null) {
      trace
          .lines()
          .map(line -> line.split("=", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> headers.put(pair[0], pair[1]));
    }
    return headers;
  }

  private static @Nullable String format(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    return headers.entrySet().stream()
        .map(header -> header.getKey() + "=" + header.getValue())
        .collect(Collectors.joining("\n"));
  }
}
