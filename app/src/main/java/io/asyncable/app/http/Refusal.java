package io.asyncable.app.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClientResponseException;

/** An answer of an external service that does not report success. */
record Refusal(String service, RestClientResponseException cause, Instant now) {

  private static final Set<Integer> FINAL = Set.of(400, 404, 422);
  private static final Set<Integer> BUSY = Set.of(409, 423, 429);
  private static final int LONGEST_QUOTE = 200;

  /**
   * Whether no later attempt of the same request can succeed. Only the service itself can tell. A
   * proxy also answers 404 while the service behind it is being replaced.
   */
  boolean isFinal() {
    return FINAL.contains(status()) && isOfService();
  }

  /** The services answer everything with JSON; proxies answer with HTML or text. */
  private boolean isOfService() {
    HttpHeaders headers = cause.getResponseHeaders();
    MediaType type = headers == null ? null : headers.getContentType();
    return type != null
        && (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
            || "json".equals(type.getSubtypeSuffix()));
  }

  /** How long the service asks callers to wait, if it says that it is busy. */
  Optional<Duration> retryAfter() {
    return BUSY.contains(status()) ? header().flatMap(this::delay) : Optional.empty();
  }

  String message() {
    String body = cause.getResponseBodyAsString();
    String quote = body.length() > LONGEST_QUOTE ? body.substring(0, LONGEST_QUOTE) + "…" : body;
    return service + " answered " + status() + (quote.isBlank() ? "" : ": " + quote);
  }

  private int status() {
    return cause.getStatusCode().value();
  }

  private Optional<String> header() {
    return Optional.ofNullable(cause.getResponseHeaders())
        .map(headers -> headers.getFirst(HttpHeaders.RETRY_AFTER))
        .map(String::strip);
  }

  private Optional<Duration> delay(String value) {
    try {
      return Optional.of(
          value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private Duration until(String date) {
    Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return time.isBefore(now) ? Duration.ZERO : Duration.between(now, time);
  }
}
