package io.asyncable.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a Spring bean that makes the request of a recurring job. The engine calls it for each
 * slot of the plan and enqueues the request, in one transaction, exactly once over all instances:
 *
 * <pre>{@code
 * @Recurring(name = "uploads.purge", cron = "0 3 * * *", zone = "America/New_York")
 * PurgeUploads nightly() {
 *   return new PurgeUploads();
 * }
 * }</pre>
 *
 * <p>The method returns a request, whose class has {@link io.asyncable.job.JobType}, and takes
 * nothing or the {@link java.time.Instant} of the slot. It has to be quick: other schedules of the
 * instance wait for it. If it throws, the slot stays due and is tried again each second.
 *
 * <p>Settings under {@code asyncable.schedules.<name>} outrank the values that are given here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Recurring {

  /** The name of the schedule, which no other has: 1 to 100 letters, digits, '.', '-' and '_'. */
  String name();

  /**
   * When the job runs, as five or six fields of {@link
   * org.springframework.scheduling.support.CronExpression} or one of its macros such as
   * {@code @daily}. Give either this or {@link #every}.
   *
   * <p>Where the hours are fixed, a local time that a change of the clocks skips moves on by as
   * much as the clocks do, and of a repeated hour the first counts. Where they are not ({@code *}
   * or a step), the plan follows the real time.
   */
  String cron() default "";

  /** How long after a slot the next one is, such as {@code 15m}; at least a second. */
  String every() default "";

  /** The time zone of {@link #cron}, such as {@code America/New_York}. */
  String zone() default "UTC";

  /** What happens at a slot while the job of the slot before has not ended. */
  Overlap overlap() default Overlap.SKIP;

  /** What happens to slots that passed while no instance was there to fire them. */
  CatchUp catchUp() default CatchUp.LATEST;
}
