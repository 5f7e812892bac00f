package io.asyncable.job;

/** A request that cannot become a job. Nothing is stored. The message says why and what to do. */
public class JobRefused extends IllegalArgumentException {

  public JobRefused(String message) {
    super(message);
  }

  public JobRefused(String message, Throwable cause) {
    super(message, cause);
  }

  /** The payload is larger than {@code asyncable.jobs.max-payload}. */
  public static final class TooLarge extends JobRefused {

    TooLarge(String message) {
      super(message);
    }
  }
}
