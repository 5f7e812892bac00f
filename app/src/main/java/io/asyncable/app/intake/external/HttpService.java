package io.asyncable.app.intake.external;

import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.app.intake.external.ExternalServices.Endpoint;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** Calls one external service and turns its refusals into what the engine understands. */
final class HttpService {

  private static final String KEY = "Idempotency-Key";

  private final String name;
  private final RestClient client;
  private final Clock clock;
  private final BiFunction<String, Throwable, RuntimeException> unavailable;

  HttpService(
      String name,
      RestClient.Builder builder,
      Endpoint endpoint,
      Clock clock,
      BiFunction<String, Throwable, RuntimeException> unavailable) {
    this.name = name;
    this.client = client(builder, endpoint);
    this.clock = clock;
    this.unavailable = unavailable;
  }

  private static RestClient client(RestClient.Builder builder, Endpoint endpoint) {
    // HTTP/1.1: over plain HTTP the JDK's client would ask for an upgrade with every request.
    var factory =
        ClientHttpRequestFactoryBuilder.jdk()
            .withHttpClientCustomizer(http -> http.version(HttpClient.Version.HTTP_1_1))
            .build(
                HttpClientSettings.defaults()
                    .withTimeouts(endpoint.connectTimeout(), endpoint.readTimeout()));
    String url = Objects.requireNonNull(endpoint.url()).toString();
    return builder.clone().requestFactory(factory).baseUrl(url).build();
  }

  <T> T post(String key, Object body, Class<T> answer, String path, Object... variables) {
    return call(
        http ->
            http.post()
                .uri(path, variables)
                .header(KEY, key)
                .body(body)
                .retrieve()
                .requiredBody(answer));
  }

  <T> T get(String key, Class<T> answer, String path, Object... variables) {
    return call(
        http -> http.get().uri(path, variables).header(KEY, key).retrieve().requiredBody(answer));
  }

  void delete(String key, String path, Object... variables) {
    call(http -> http.delete().uri(path, variables).header(KEY, key).retrieve().toBodilessEntity());
  }

  private <T> T call(Function<RestClient, T> exchange) {
    try {
      return exchange.apply(client);
    } catch (RestClientResponseException refusal) {
      throw translate(new Refusal(name, refusal, clock.instant()));
    } catch (RestClientException | IllegalStateException broken) {
      throw unavailable.apply(name + " gave no usable answer: " + broken.getMessage(), broken);
    }
  }

  private RuntimeException translate(Refusal refusal) {
    if (refusal.isFinal()) {
      return new PermanentFailure(refusal.message(), refusal.cause());
    }
    return refusal
        .retryAfter()
        .<RuntimeException>map(delay -> new RetryLater(delay, refusal.message()))
        .orElseGet(() -> unavailable.apply(refusal.message(), refusal.cause()));
  }
}
