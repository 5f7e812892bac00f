package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import io.asyncable.WhenLost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The policies of process types, under {@code asyncable.types} and {@code asyncable.defaults}.
 *
 * @param defaults the policy for every type that sets no value of its own
 * @param types the policy of each process type by name. A value that is not set comes from the
 *     type's preset, then from asyncable.defaults.
 */
@ConfigurationProperties("asyncable")
record TypeSettings(@DefaultValue Type defaults, @DefaultValue Map<String, Type> types) {

  /** Known bundles of policy values. */
  enum Preset {
    /** Exponential from 10 s, doubling, at most 3 h apart, for 4 days. */
    STANDARD,
    /** Every 3 h for 4 days, at most 100 records a pass. */
    CASEFLOW
  }

  /**
   * The policy of a process type. A null value comes from the preset or from {@code
   * asyncable.defaults}.
   *
   * @param preset the preset that gives the values that are not set: standard or caseflow; default
   *     standard
   * @param queue the queue that carries the type's records; default default
   * @param window how long after submission the engine keeps trying; default 4 d (preset standard)
   * @param retryInterval the delay after the first failure; default 10 s (preset standard)
   * @param multiplier factor from one delay to the next; default 2 (preset standard). With 1 the
   *     delay stays the same.
   * @param maxRetryInterval the longest delay; default 3 h (preset standard)
   * @param jitter share by which a delay is lengthened at random, 0 to 1; default 0.1 (preset
   *     standard)
   * @param maxFailures number of failed attempts after which the engine gives up; default no limit
   * @param sweepLimit number of records that a sweeper takes per pass; default 1000 (preset
   *     standard)
   * @param transactionSize how many first attempts of a transactional handler may share one
   *     transaction when many wait; default 1 (preset standard). The transaction takes effect for
   *     all of them or for none. After a failure each attempt runs again in a transaction of its
   *     own, so sharing changes no outcome. Raise the value, for example to 50, for handlers that
   *     take a millisecond or two and write little besides their own record. Records stay locked,
   *     and everything after the commit waits, until the last handler of the group has ended.
   *     Groups that write to the same other rows may deadlock. If a handler does not use the
   *     transaction for 2 s, for example while it waits for a row that the group holds, the group
   *     ends, and the type shares no more transactions on that instance. The setting stops the
   *     start if the type's handler is not transactional.
   * @param permanent exception classes, with their subclasses, after which the engine gives up at
   *     once; default none
   * @param transientErrors exception classes that are retried although a class in permanent
   *     includes them; default none
   * @param services names of the Resilience4j breakers, rate limiters, bulkheads and time limiters
   *     that guard the type; default none. An instance with the type's name always applies.
   * @param whenLost what happens after an attempt of which nobody knows how it ended, for example
   *     because its worker died: retry or stop; default retry (preset standard). With stop the
   *     record expires with the cause outcome_unknown, until a person marks it processed or
   *     restarts it. Each attempt then costs one more statement, and attempts share no transaction.
   */
  record Type(
      @Nullable Preset preset,
      @Nullable String queue,
      @Nullable Duration window,
      @Nullable Duration retryInterval,
      @Nullable Double multiplier,
      @Nullable Duration maxRetryInterval,
      @Nullable Double jitter,
      @Nullable Integer maxFailures,
      @Nullable Integer sweepLimit,
      @Nullable Integer transactionSize,
      @Nullable List<Class<? extends Throwable>> permanent,
      @Nullable List<Class<? extends Throwable>> transientErrors,
      @Nullable List<String> services,
      @Nullable WhenLost whenLost) {

    /** Sets nothing. */
    static final Type NONE =
        new Type(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Here it is not known whose they are. */
    private void require(String owner) {
      DurationSetting.require(owner + ".window", window);
      DurationSetting.require(owner + ".retry-interval", retryInterval);
      DurationSetting.require(owner + ".max-retry-interval", maxRetryInterval);
      NumberSetting.requireAtLeast(owner + ".multiplier", multiplier, 1);
      NumberSetting.requireBetween(owner + ".jitter", jitter, 0, 1);
      NumberSetting.requireAtLeast(owner + ".max-failures", maxFailures, 1);
      NumberSetting.requireAtLeast(owner + ".sweep-limit", sweepLimit, 1);
      NumberSetting.requireAtLeast(owner + ".transaction-size", transactionSize, 1);
      requireExceptions(owner + ".permanent", permanent);
      requireExceptions(owner + ".transient-errors", transientErrors);
    }
  }

  TypeSettings {
    defaults.require("asyncable.defaults");
    types.forEach((name, type) -> type.require("asyncable.types." + name));
  }

  /** What is set for a type alone. */
  Type of(ProcessType type) {
    return types.getOrDefault(type.name(), Type.NONE);
  }

  /** Spring's binder accepts any class, even if the setting asks for exceptions. */
  private static void requireExceptions(
      String property, @Nullable List<Class<? extends Throwable>> classes) {
    if (classes != null) {
      for (Class<?> each : classes) {
        if (!Throwable.class.isAssignableFrom(each)) {
          throw new ConfigurationProblem(
              "%s names %s, which is not an exception class. Write the full names of exception classes, such as java.io.IOException."
                  .formatted(property, each.getName()));
        }
      }
    }
  }
}
