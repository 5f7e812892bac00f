package io.asyncable.job;

import io.asyncable.job.batch.Batch;
import io.asyncable.job.batch.Otherwise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Enqueues jobs: work that has no entity of its own.
 *
 * <pre>{@code
 * jobs.enqueue(new ProcessImport(id));
 * jobs.in(Duration.ofMinutes(5)).priority(Jobs.HIGH).tenant("acme").enqueue(new ProcessImport(id));
 * }</pre>
 *
 * <p>A call joins the caller's transaction, and the job is stored when that commits; without a
 * transaction the call makes one of its own. It never waits for Kafka. After the commit the job is
 * a record like any other: {@link io.asyncable.Asyncables}, the pages and the API act on it by its
 * type's name and its id.
 *
 * <p>The methods that take an option return another {@code Jobs} with it and leave this one as it
 * is.
 *
 * <p>Calls with keys ({@link #unique}, or a type with {@link JobHandler#unique}) wait for a
 * transaction that is enqueuing the same key. Transactions that take several keys in different
 * orders may deadlock, of which the database ends one. They need the isolation read committed.
 */
public interface Jobs {

  /** Priority of work that should begin before other. */
  int HIGH = 100;

  /** Priority of work for which none is given. */
  int NORMAL = 0;

  /** Priority of work that other should precede. */
  int LOW = -100;

  /**
   * Stores a job for the request.
   *
   * @throws JobRefused if the request's class is no {@link JobType}, the request breaks one of its
   *     constraints, or its JSON is larger than {@code asyncable.jobs.max-payload}
   */
  Enqueued enqueue(Object request);

  /**
   * Stores a job for each of the requests, in few statements and in one transaction: all of them or
   * none. They may be of different types. The stream is read as the jobs are stored, so it may be
   * long. The first {@code asyncable.jobs.publish-limit} of them are published after the commit,
   * and the sweeper publishes the others.
   *
   * @return how many jobs were stored; less than there are requests if keys were held
   * @throws JobRefused if one of them is refused; then none is stored, and a transaction of the
   *     caller's can only be rolled back
   */
  long enqueueAll(Stream<?> requests);

  /**
   * What the handler of a processed job has returned, if it stores results ({@link
   * JobHandler#storeResult}).
   *
   * @param type the name of the job's type
   * @return empty if there is no such job, it is not processed, or it has no result
   * @throws io.asyncable.UnknownRecord if there is no such type
   */
  <T> Optional<T> result(String type, UUID job, Class<T> as);

  /**
   * The job begins that long after it is enqueued.
   *
   * @throws JobRefused if it is negative, or longer than 36500 days
   */
  Jobs in(Duration delay);

  /** The job begins at that time; a time that has passed means now. */
  Jobs at(Instant time);

  /** The job keeps that priority; no queue orders by it yet. Default: {@link #NORMAL}. */
  Jobs priority(int priority);

  /**
   * The job is of that tenant.
   *
   * @throws JobRefused if it is blank, longer than 200 characters, or none of {@code
   *     asyncable.jobs.tenants}
   */
  Jobs tenant(String tenant);

  /**
   * The job is about that, such as a file number: lists show it and find the job by it.
   *
   * @throws JobRefused if it is blank or longer than 200 characters
   */
  Jobs subject(String subject);

  /**
   * The job has that key among the jobs of its type: how long is said by {@link JobHandler#unique}.
   * Default: a type with keys makes them of the whole request.
   *
   * @throws JobRefused if it is blank or longer than 200 characters
   */
  Jobs unique(String key);

  /**
   * The job waits until that one was processed, or was deleted after it had ended. Its window
   * counts from when it begins. It may wait for several; what an earlier call said of the same one
   * does not hold any more. If that one is restarted before this one begins, this one waits for it
   * again; one that has begun waits for nobody.
   *
   * @param otherwise what happens if that one is canceled or given up
   * @throws JobRefused if it waits for more than 1,000 already
   */
  Jobs after(Enqueued job, Otherwise otherwise);

  /**
   * The job waits until all jobs of that batch have ended, in the same way. An open batch is
   * refused when the job is enqueued, because jobs that may still join it could wait for this one:
   * name the job when the batch is opened, or close the batch before.
   *
   * @param otherwise what happens if one of its jobs is canceled or given up
   * @throws JobRefused if it waits for more than 1,000 already
   */
  Jobs after(Batch batch, Otherwise otherwise);

  /**
   * The job joins that batch, which has to be open when it is enqueued; otherwise that is refused,
   * and a transaction of the caller's can only be rolled back. A job that holds the key of the new
   * one does not join.
   */
  Jobs into(Batch batch);

  /**
   * Begins a batch: jobs that people see as one, with a job that is run when all of them have
   * ended.
   *
   * <pre>{@code
   * jobs.batch("import 17").onConcluded(new ImportDone(17)).enqueueAll(rows);
   *
   * Batch batch = jobs.batch("import 17").onConcluded(new ImportDone(17)).open();
   * Enqueued first = jobs.into(batch).enqueue(new ReadFile(17));   // in as many transactions
   * jobs.into(batch).after(first, CANCEL).enqueue(new Check(17));  // as it takes
   * jobs.close(batch);
   * }</pre>
   *
   * @param name as people see it
   * @throws JobRefused if the name is blank or longer than 200 characters, or this {@code Jobs}
   *     {@linkplain #into joins a batch}: batches are not nested
   */
  NewBatch batch(String name);

  /**
   * No job can join the batch any more, so it is concluded when those that it has have ended. Waits
   * for transactions that add jobs to it. A batch that is closed already stays as it is.
   *
   * @throws JobRefused if there is no such batch
   */
  void close(Batch batch);

  /** A batch that is to be opened. The methods that take an option return another one with it. */
  interface NewBatch {

    /**
     * A job for that request begins when the batch is closed and all of its jobs have ended,
     * however they have. It is stored when the batch is opened, so it is run once, whatever fails
     * in between. It has the priority, the tenant and the subject of this {@code Jobs}, and no
     * unique key.
     *
     * @throws JobRefused as {@link Jobs#enqueue} does
     */
    default NewBatch onConcluded(Object request) {
      return onConcluded(request, Otherwise.GO_ON);
    }

    /**
     * The same if all of its jobs were processed.
     *
     * @param otherwise what happens if some of its jobs were canceled or given up
     */
    NewBatch onConcluded(Object request, Otherwise otherwise);

    /**
     * Opens the batch, in the caller's transaction or one of its own. {@link Jobs#into} fills it.
     */
    Batch open();

    /**
     * Opens the batch, enqueues a job for each of these requests as {@link Jobs#enqueueAll} does,
     * and closes the batch, all in one transaction.
     */
    Batch enqueueAll(Stream<?> requests);
  }
}
