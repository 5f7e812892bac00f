package io.asyncable.app.http;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Objects;
import java.util.function.BiFunction;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Makes a client for each external service. */
@Component
public class HttpServices {

  private final RestClient.Builder builder;
  private final Clock clock;

  HttpServices(RestClient.Builder builder, Clock clock) {
    this.builder = builder;
    this.clock = clock;
  }

  /**
   * A client of the service.
   *
   * @param name what messages call it
   * @param unavailable makes the exception for a call that may succeed later, from a message and a
   *     cause; a class of its own for each service, so that its circuit breaker counts no other's
   */
  public HttpService service(
      String name, Endpoint endpoint, BiFunction<String, Throwable, RuntimeException> unavailable) {
    return new HttpService(name, client(endpoint), clock, unavailable);
  }

  private RestClient client(Endpoint endpoint) {
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
}
