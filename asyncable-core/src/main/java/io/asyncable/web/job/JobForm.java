package io.asyncable.web.job;

import io.asyncable.job.Jobs;
import io.asyncable.web.RequestProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * A job as somebody typed it. Every field but type and payload may be empty.
 *
 * @param type the name of the job type
 * @param payload the request as JSON
 * @param delay how long after now the job begins, such as 5m
 * @param priority a whole number, which the job keeps; default 0
 * @param unique the key among the jobs of the type
 */
record JobForm(
    @Nullable String type,
    @Nullable String payload,
    @Nullable String delay,
    @Nullable String priority,
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String unique) {

  JobForm {
    type = JobFilter.emptyToNull(type);
    delay = JobFilter.emptyToNull(delay);
    priority = JobFilter.emptyToNull(priority);
    tenant = JobFilter.emptyToNull(tenant);
    subject = JobFilter.emptyToNull(subject);
    unique = JobFilter.emptyToNull(unique);
  }

  /** A form to begin with. */
  static JobForm of(String type, String payload) {
    return new JobForm(type, payload, null, null, null, null, null);
  }

  /**
   * The request as JSON.
   *
   * @throws RequestProblem if it is missing
   */
  String json() {
    if (payload == null || payload.isBlank()) {
      throw new RequestProblem("The field payload is empty. Write the request as a JSON object.");
    }
    return payload;
  }

  /**
   * The options of the call.
   *
   * @throws RequestProblem if delay or priority cannot be read
   * @throws io.asyncable.job.JobRefused if an option cannot be
   */
  Jobs options(Jobs jobs) {
    Jobs options = jobs;
    if (delay != null) {
      options = options.in(duration(delay));
    }
    if (priority != null) {
      options = options.priority(number(priority));
    }
    if (tenant != null) {
      options = options.tenant(tenant);
    }
    if (subject != null) {
      options = options.subject(subject);
    }
    return unique == null ? options : options.unique(unique);
  }

  private static Duration duration(String delay) {
    try {
      // Without a unit it would count milliseconds, which nobody means.
      if (!Character.isDigit(delay.charAt(delay.length() - 1))) {
        return DurationStyle.detectAndParse(delay);
      }
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      // Told below.
    }
    throw new RequestProblem(
        "'%s' is not a delay. Write a number and s, m, h or d, such as 5m."
            .formatted(RequestProblem.shown(delay)));
  }

  private static int number(String priority) {
    try {
      return Integer.parseInt(priority);
    } catch (NumberFormatException unreadable) {
      throw new RequestProblem(
          "'%s' is not a priority. Write a whole number, such as %d, %d or %d."
              .formatted(RequestProblem.shown(priority), Jobs.LOW, Jobs.NORMAL, Jobs.HIGH));
    }
  }
}
