package io.asyncable.job;

import io.asyncable.job.batch.Batch;
import io.asyncable.job.batch.Dependencies.Awaited;
import io.asyncable.move.Submissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call says about its jobs.
 *
 * @param start when they begin; null for now
 * @param key which of their type they are; null for none, or for what the type makes of the request
 * @param batch which they join; null for none
 * @param awaited what they wait for
 */
record JobOptions(
    @Nullable Start start,
    int priority,
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String key,
    @Nullable Batch batch,
    List<Awaited> awaited) {

  /** When jobs begin that are enqueued at a time. */
  interface Start {
    Instant of(Instant now);
  }

  static final JobOptions NONE =
      new JobOptions(null, Jobs.NORMAL, null, null, null, null, List.of());

  JobOptions startingAt(Instant time) {
    return starting(now -> time);
  }

  JobOptions startingAfter(Duration delay) {
    return starting(now -> now.plus(delay));
  }

  private JobOptions starting(Start given) {
    return new JobOptions(given, priority, tenant, subject, key, batch, awaited);
  }

  /** When jobs begin that are enqueued now; a time that has passed means now. */
  Instant eligibleAt(Instant now) {
    if (!awaited.isEmpty()) {
      return Submissions.WAITING;
    }
    Instant given = start == null ? now : start.of(now);
    return given.isBefore(now) ? now : given;
  }

  JobOptions withPriority(int given) {
    return new JobOptions(start, given, tenant, subject, key, batch, awaited);
  }

  JobOptions ofTenant(String given) {
    return new JobOptions(start, priority, given, subject, key, batch, awaited);
  }

  JobOptions about(String given) {
    return new JobOptions(start, priority, tenant, given, key, batch, awaited);
  }

  JobOptions withKey(String given) {
    return new JobOptions(start, priority, tenant, subject, given, batch, awaited);
  }

  JobOptions joining(Batch given) {
    return new JobOptions(start, priority, tenant, subject, key, given, awaited);
  }

  /** What is said of the same job or batch before does not hold any more. */
  JobOptions awaiting(Awaited given) {
    List<Awaited> all =
        Stream.concat(
                awaited.stream().filter(one -> !one.id().equals(given.id())), Stream.of(given))
            .toList();
    return new JobOptions(start, priority, tenant, subject, key, batch, all);
  }

  /** Of the job that a batch is opened with: it is of the same tenant, and waits for the batch. */
  JobOptions ofCallback(Awaited given) {
    return new JobOptions(null, priority, tenant, subject, null, null, List.of(given));
  }
}
