package io.asyncable.job;

import io.asyncable.ConfigurationProblem;
import io.asyncable.WhenLost;
import io.asyncable.type.DeclaredTypes.Declared;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * A type of jobs.
 *
 * @param request the class of its requests
 * @param declared its name and policy
 * @param unique how long a job is the only one of its key
 * @param period how long a key holds for a period; null otherwise
 * @param storesResult whether what its handler returns is stored
 */
record DeclaredJob(
    Class<?> request,
    Declared declared,
    Unique unique,
    @Nullable Duration period,
    boolean storesResult) {

  static DeclaredJob of(JobMethod handler, JobHandler options) {
    Class<?> request = handler.request();
    JobType type = request.getAnnotation(JobType.class);
    return new DeclaredJob(
        request,
        new Declared(
            type.value(),
            List.of(type.formerly()),
            "@JobHandler " + handler.name(),
            options.queue().isEmpty() ? null : options.queue(),
            maxFailures(handler, options),
            options.whenLost() == WhenLost.RETRY ? null : options.whenLost()),
        options.unique(),
        period(handler, options),
        storesResult(handler, options));
  }

  String name() {
    return declared.name();
  }

  private static @Nullable Integer maxFailures(JobMethod handler, JobHandler options) {
    boolean retried = options.retries() != JobHandler.UNSET;
    boolean attempted = options.attempts() != JobHandler.UNSET;
    if (retried && attempted) {
      throw wrong(
          handler,
          "gives both retries and attempts. Give one: retries = 5 means 6 attempts at most.");
    }
    if (retried && options.retries() < 0) {
      throw wrong(handler, "gives retries = %d. Give at least 0.".formatted(options.retries()));
    }
    if (attempted && options.attempts() < 1) {
      throw wrong(handler, "gives attempts = %d. Give at least 1.".formatted(options.attempts()));
    }
    if (retried) {
      return options.retries() + 1;
    }
    return attempted ? options.attempts() : null;
  }

  private static boolean storesResult(JobMethod handler, JobHandler options) {
    if (options.storeResult() && handler.method().getReturnType() == void.class) {
      throw wrong(
          handler, "gives storeResult = true, but returns nothing. Let it return the result.");
    }
    return options.storeResult();
  }

  private static @Nullable Duration period(JobMethod handler, JobHandler options) {
    boolean asked = options.unique() == Unique.FOR_PERIOD;
    if (asked == options.uniquePeriod().isEmpty()) {
      throw wrong(
          handler,
          asked
              ? "gives unique = FOR_PERIOD, but not how long. Add uniquePeriod = \"1h\"."
              : "gives uniquePeriod, which only unique = FOR_PERIOD uses. Remove one of them.");
    }
    if (!asked) {
      return null;
    }
    try {
      Duration period = DurationStyle.detectAndParse(options.uniquePeriod());
      if (!period.isNegative() && !period.isZero()) {
        return period;
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below.
    }
    throw wrong(
        handler,
        "gives uniquePeriod = \"%s\". Write a number and ms, s, m, h or d, such as 1h."
            .formatted(options.uniquePeriod()));
  }

  private static ConfigurationProblem wrong(JobMethod handler, String what) {
    return new ConfigurationProblem("@JobHandler %s %s".formatted(handler.name(), what));
  }
}
