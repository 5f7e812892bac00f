package io.asyncable.job;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.Exhausted;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.job.keep.ProgressRows;
import io.asyncable.job.keep.ProgressRows.Progress;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ErrorText;
import io.asyncable.type.PayloadUnreadable;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Handles the jobs of one type by the application's methods. */
final class JobCall implements AsyncableHandler<Job> {

  private static final Logger log = LoggerFactory.getLogger(JobCall.class);

  private final DeclaredJob job;
  private final Payloads payloads;
  private final JobMethod.Bound process;
  private final JobMethod.@Nullable Bound exhausted;
  private final @Nullable ProgressRows progress;
  private final JobOutput output;

  /**
   * @param exhausted what is told of a given up job; null for nothing
   * @param progress where it goes; null if the handler tells none
   */
  JobCall(
      DeclaredJob job,
      Payloads payloads,
      JobMethod.Bound process,
      JobMethod.@Nullable Bound exhausted,
      @Nullable ProgressRows progress,
      JobOutput output) {
    this.output = output;
    this.progress = progress;
    this.job = job;
    this.payloads = payloads;
    this.process = process;
    this.exhausted = exhausted;
  }

  @Override
  public void process(Job record, Attempt attempt) throws Exception {
    Object request = payloads.read(job, record.payload());
    JobLog lines = line -> output.log(record.id(), attempt.number(), line);
    try {
      keep(called(record, request, attempt, lines), record, attempt, lines);
    } finally {
      output.attemptEnded();
    }
  }

  private @Nullable Object called(Job record, Object request, Attempt attempt, JobLog lines)
      throws Exception {
    if (progress == null) {
      return process.call(request, attempt, lines);
    }
    ToldProgress told =
        new ToldProgress(latest -> progress.write(job.name(), record.id(), attempt, latest));
    try {
      return process.call(request, attempt, lines, told);
    } finally {
      told.end();
    }
  }

  /** The work is done, and is not done again for the sake of its result. */
  private void keep(@Nullable Object result, Job record, Attempt attempt, JobLog lines) {
    if (!job.storesResult() || result == null) {
      return;
    }
    try {
      output.result(job.name(), record.id(), attempt, payloads.result(job, result));
    } catch (JobRefused | DataAccessException failure) {
      lines.add("The result was not stored. " + failure.getMessage());
      log.warn(
          "The result of {} was not stored: {}", attempt.label(), ErrorDetails.logged(failure));
    }
  }

  @Override
  public void onExpired(Job record, Exhausted why) {
    if (exhausted == null) {
      return;
    }
    try {
      exhausted.call(payloads.read(job, record.payload()), why);
    } catch (PayloadUnreadable unreadable) {
      log.warn(
          "@JobExhausted of {}:{} cannot be called: its payload cannot be read",
          job.name(),
          record.id());
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new UndeclaredThrowableException(failure);
    }
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("subject").tenant("tenant");
  }

  @Override
  public RecordDescription describe(Job record) {
    RecordDescription description = RecordDescription.NONE;
    String batch = record.batch();
    if (batch != null) {
      description = description.fact("Batch", batch);
    }
    String told = record.progress();
    return told == null ? description : description.fact("Progress", told);
  }

  /** Writes of what a handler tells as much as people can follow, and the last of it. */
  private static final class ToldProgress implements JobProgress {

    private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

    private final Consumer<Progress> writer;
    private @Nullable Progress unwritten;
    private long writtenAt = System.nanoTime() - BETWEEN;

    ToldProgress(Consumer<Progress> writer) {
      this.writer = writer;
    }

    @Override
    public synchronized void tell(long done, long total, @Nullable String message) {
      if (done < 0 || done > total) {
        throw new IllegalArgumentException(
            "The progress is %d of %d. Tell a part of the total.".formatted(done, total));
      }
      String fitting = message == null ? null : ErrorText.fit(message, ErrorText.Limit.ERROR);
      unwritten = new Progress(done, total, fitting);
      if (System.nanoTime() - writtenAt >= BETWEEN) {
        write();
      }
    }

    /** The handler has ended. */
    synchronized void end() {
      write();
    }

    private void write() {
      if (unwritten != null) {
        writer.accept(unwritten);
        unwritten = null;
        writtenAt = System.nanoTime();
      }
    }
  }
}
