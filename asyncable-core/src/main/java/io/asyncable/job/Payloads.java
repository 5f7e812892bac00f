package io.asyncable.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asyncable.type.PayloadUnreadable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests as JSON, in the way that the application writes and reads JSON elsewhere. */
final class Payloads {

  private final JsonMapper mapper;
  private final ObjectProvider<Validator> validator;
  private final long largest;
  private final long largestResult;

  Payloads(
      ObjectProvider<JsonMapper> mapper,
      ObjectProvider<Validator> validator,
      JobSettings settings) {
    this.mapper = mapper.getIfAvailable(JsonMapper::shared);
    this.validator = validator;
    this.largest = settings.maxPayload().toBytes();
    this.largestResult = settings.maxResult().toBytes();
  }

  /**
   * The JSON of a request that may be stored.
   *
   * @throws JobRefused if it may not
   */
  String write(DeclaredJob job, Object request) {
    validate(job, request);
    String json = json("The request for " + job.name(), request);
    refuseTooLarge(job, json);
    return json;
  }

  /**
   * @throws JobRefused.TooLarge if the JSON cannot be stored
   */
  void refuseTooLarge(DeclaredJob job, String json) {
    if (isLarger(json, largest)) {
      throw new JobRefused.TooLarge(
          "The payload of %s has %,d bytes, more than the %,d that asyncable.jobs.max-payload allows. Store the data in a table or a file, and let the request carry its id."
              .formatted(job.name(), json.getBytes(UTF_8).length, largest));
    }
  }

  /**
   * The JSON of what a handler has returned.
   *
   * @throws JobRefused if it cannot be stored
   */
  String result(DeclaredJob job, Object result) {
    String json = json("The result of " + job.name(), result);
    if (isLarger(json, largestResult)) {
      throw new JobRefused(
          "The result of %s has %,d bytes, more than the %,d that asyncable.jobs.max-result allows. Store the data in a table or a file, and return its id."
              .formatted(job.name(), json.getBytes(UTF_8).length, largestResult));
    }
    return json;
  }

  /** A stored result again. */
  <T> T read(String json, Class<T> type) {
    return mapper.readValue(json, type);
  }

  private static boolean isLarger(String json, long bytes) {
    // A character takes three bytes at most, a surrogate two.
    return json.length() > bytes / 3 && json.getBytes(UTF_8).length > bytes;
  }

  private void validate(DeclaredJob job, Object request) {
    Set<ConstraintViolation<Object>> violations = validator.getObject().validate(request);
    if (!violations.isEmpty()) {
      throw new JobRefused(
          "The request for %s is invalid: %s."
              .formatted(
                  job.name(),
                  violations.stream()
                      .map(one -> one.getPropertyPath() + " " + one.getMessage())
                      .sorted()
                      .collect(Collectors.joining("; "))));
    }
  }

  private String json(String what, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JacksonException failure) {
      throw new JobRefused(
          "%s cannot be written as JSON: %s".formatted(what, failure.getOriginalMessage()),
          failure);
    }
  }

  /**
   * The request again.
   *
   * @throws PayloadUnreadable if it is not one of the class that the handler takes
   */
  Object read(DeclaredJob job, String payload) {
    try {
      Object request = mapper.readValue(payload, job.request());
      if (request != null) {
        return request;
      }
    } catch (JacksonException failure) {
      throw unreadable(job, failure.getOriginalMessage(), failure);
    }
    throw unreadable(job, "it is null", null);
  }

  private static PayloadUnreadable unreadable(
      DeclaredJob job, String why, @Nullable Throwable cause) {
    return new PayloadUnreadable(
        "The payload is no %s: %s".formatted(job.request().getSimpleName(), why), cause);
  }
}
