package io.asyncable.job;

import io.asyncable.job.batch.Batch;
import io.asyncable.job.batch.Otherwise;
import java.util.List;
import java.util.stream.Stream;

/**
 * A batch with what it is to be opened with.
 *
 * @param jobs with the options of the call
 * @param callbacks the jobs that wait for it
 */
record OpenedBatch(DefaultJobs jobs, String name, List<Callback> callbacks)
    implements Jobs.NewBatch {

  /** A job that waits for the batch. */
  record Callback(NewJob job, Otherwise otherwise) {}

  @Override
  public Jobs.NewBatch onConcluded(Object request, Otherwise otherwise) {
    Callback callback = new Callback(jobs.written(request), otherwise);
    return new OpenedBatch(
        jobs, name, Stream.concat(callbacks.stream(), Stream.of(callback)).toList());
  }

  @Override
  public Batch open() {
    return jobs.open(name, callbacks, batch -> {});
  }

  @Override
  public Batch enqueueAll(Stream<?> requests) {
    return jobs.open(
        name,
        callbacks,
        batch -> {
          jobs.into(batch).enqueueAll(requests);
          jobs.close(batch);
        });
  }
}
