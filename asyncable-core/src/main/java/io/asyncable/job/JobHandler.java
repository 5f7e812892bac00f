package io.asyncable.job;

import io.asyncable.WhenLost;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method of a Spring bean that does the work of one {@link JobType}. It takes the request and,
 * if it likes, the {@link io.asyncable.Attempt}. What holds of {@link
 * io.asyncable.AsyncableHandler#process} holds of it: it may run again, so it has to be idempotent;
 * it may be {@code @Transactional}; and its exceptions mean the same.
 *
 * <p>It has to stand in the class of the bean, as far as that is known before the bean is created:
 * a {@code @Bean} method has to return that class and not only an interface of it.
 *
 * <p>A setting under {@code asyncable.types.<name>} outranks the values that are given here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface JobHandler {

  /** A number that is not given. */
  int UNSET = Integer.MIN_VALUE;

  /** The queue that carries the jobs. Default: that of {@code asyncable.defaults}. */
  String queue() default "";

  /**
   * How often a failed job is run again, so 5 means 6 runs at most. Default: no limit but the
   * window of the type. Give either this or {@link #attempts}.
   */
  int retries() default UNSET;

  /** How often a job that fails is run at most. Default: no limit but the window of the type. */
  int attempts() default UNSET;

  /**
   * How long a job is the only one of its key. Default: jobs have no key, unless {@link
   * Jobs#unique} gives one, which then holds until the job has ended.
   */
  Unique unique() default Unique.NO;

  /**
   * What happens after an attempt of which nobody knows how it ended, for example because its
   * worker died. Default: another one begins, unless {@code asyncable.defaults} says otherwise.
   */
  WhenLost whenLost() default WhenLost.RETRY;

  /**
   * Whether what the method returns is stored as JSON, of {@code asyncable.jobs.max-result} (64 KB)
   * at most, for the job's page and {@link Jobs#result}. Default: it is ignored. A result that
   * cannot be stored is logged and lost, because the work is done.
   */
  boolean storeResult() default false;

  /** How long a key holds {@link Unique#FOR_PERIOD}, such as {@code 1h}. */
  String uniquePeriod() default "";
}
