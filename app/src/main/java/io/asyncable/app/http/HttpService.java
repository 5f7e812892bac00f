package io.asyncable.app.http;

import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Calls one external service and turns its refusals into what the engine understands. Each call
 * carries the idempotency key of what is asked for.
 */
public final class HttpService {

  private static final String KEY = "Idempotency-Key";

  private final String name;
  private final RestClient client;
  private final Clock clock;
  private final BiFunction<String, Throwable, RuntimeException> unavailable;

  HttpService(
      String name,
      RestClient client,
      Clock clock,
      BiFunction<String, Throwable, RuntimeException> unavailable) {
    this.name = name;
    this.client = client;
    this.clock = clock;
    this.unavailable = unavailable;
  }

  public <T> T post(String key, Object body, Class<T> answer, String path, Object... variables) {
    return call(
        http ->
            http.post()
                .uri(path, variables)
                .header(KEY, key)
                .body(body)
                .retrieve()
                .requiredBody(answer));
  }

  public <T> T get(String key, Class<T> answer, String path, Object... variables) {
    return call(
        http -> http.get().uri(path, variables).header(KEY, key).retrieve().requiredBody(answer));
  }

  public void delete(String key, String path, Object... variables) {
    call(http -> http.delete().uri(path, variables).header(KEY, key).retrieve().toBodilessEntity());
  }

  private <T> T call(Function<RestClient, T> exchange) {
    try {
      return exchange.apply(client);
    } catch (RestClientResponseException refusal) {
      throw translate(new Refusal(name, refusal, clock.instant()));
    } catch (RestClientException | IllegalStateException | InvalidMediaTypeException broken) {
      throw unavailable.apply(name + " gave no usable answer: " + broken.getMessage(), broken);
    }
  }

  private RuntimeException translate(Refusal refusal) {
    if (refusal.isFinal()) {
      return new PermanentFailure(refusal.message(), refusal.cause())
          .withRemedy(
              "Correct what %s refuses, then restart the record. If that is impossible, cancel it."
                  .formatted(name));
    }
    return refusal
        .retryAfter()
        .<RuntimeException>map(delay -> new RetryLater(delay, refusal.message()))
        .orElseGet(() -> unavailable.apply(refusal.message(), refusal.cause()));
  }
}
