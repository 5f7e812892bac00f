package io.asyncable.job;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.Exhausted;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.type.PayloadUnreadable;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the jobs of one type by the application's methods. */
final class JobCall implements AsyncableHandler<Job> {

  private static final Logger log = LoggerFactory.getLogger(JobCall.class);

  private final DeclaredJob job;
  private final Payloads payloads;
  private final JobMethod.Bound process;
  private final JobMethod.@Nullable Bound exhausted;
  private final @Nullable ProgressRows progress;

  /**
   * @param exhausted what is told of a given up job; null for nothing
   * @param progress where it goes; null if the handler tells none
   */
  JobCall(
      DeclaredJob job,
      Payloads payloads,
      JobMethod.Bound process,
      JobMethod.@Nullable Bound exhausted,
      @Nullable ProgressRows progress) {
    this.progress = progress;
    this.job = job;
    this.payloads = payloads;
    this.process = process;
    this.exhausted = exhausted;
  }

  @Override
  public void process(Job record, Attempt attempt) throws Exception {
    Object request = payloads.read(job, record.payload());
    if (progress == null) {
      process.call(request, attempt);
      return;
    }
    ToldProgress told =
        new ToldProgress(latest -> progress.write(job, record.id(), attempt, latest));
    try {
      process.call(request, attempt, told);
    } finally {
      told.end();
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
}
