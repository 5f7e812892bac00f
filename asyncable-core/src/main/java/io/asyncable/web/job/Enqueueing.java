package io.asyncable.web.job;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.asyncable.web.LargestBody;
import io.asyncable.web.RequestProblem;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job in the JSON of a request. Every field but the payload may be missing.
 *
 * @param payload the request of the job, an object
 * @param delay how long after now the job begins, such as 5m
 * @param priority a whole number, which the job keeps; default 0
 * @param unique the key among the jobs of the type
 * @param others fields that there are not
 */
@LargestBody(16 * 1024 * 1024)
record Enqueueing(
    @Nullable JsonNode payload,
    @Nullable String delay,
    @Nullable BigDecimal priority,
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String unique,
    @JsonAnySetter @Nullable Map<String, Object> others) {

  /** The same as a form has it. */
  JobForm form(String type) {
    if (others != null && !others.isEmpty()) {
      throw new RequestProblem(
          "The body has the unknown field '%s'. Known fields: payload, delay, priority, tenant, subject, unique."
              .formatted(RequestProblem.shown(others.keySet().iterator().next())));
    }
    return new JobForm(
        type,
        payload == null || payload.isNull() ? null : payload.toString(),
        delay,
        priority == null ? null : priority.toString(),
        tenant,
        subject,
        unique);
  }
}
