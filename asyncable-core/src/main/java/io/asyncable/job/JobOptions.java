package io.asyncable.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a call says about its jobs.
 *
 * @param start when they begin; null for now
 * @param key which of their type they are; null for none, or for what the type makes of the request
 */
record JobOptions(
    @Nullable Start start,
    int priority,
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String key) {

  /** When jobs begin that are enqueued at a time. */
  interface Start {
    Instant of(Instant now);
  }

  static final JobOptions NONE = new JobOptions(null, Jobs.NORMAL, null, null, null);

  JobOptions startingAt(Instant time) {
    return new JobOptions(now -> time, priority, tenant, subject, key);
  }

  JobOptions startingAfter(Duration delay) {
    return new JobOptions(now -> now.plus(delay), priority, tenant, subject, key);
  }

  /** When jobs begin that are enqueued now; a time that has passed means now. */
  Instant eligibleAt(Instant now) {
    Instant given = start == null ? now : start.of(now);
    return given.isBefore(now) ? now : given;
  }

  JobOptions withPriority(int given) {
    return new JobOptions(start, given, tenant, subject, key);
  }

  JobOptions ofTenant(String given) {
    return new JobOptions(start, priority, given, subject, key);
  }

  JobOptions about(String given) {
    return new JobOptions(start, priority, tenant, given, key);
  }

  JobOptions withKey(String given) {
    return new JobOptions(start, priority, tenant, subject, given);
  }
}
