package io.asyncable.job;

import io.asyncable.DurationSetting;
import io.asyncable.UnknownRecord;
import io.asyncable.job.batch.Batch;
import io.asyncable.job.batch.Dependencies.Awaited;
import io.asyncable.job.batch.Otherwise;
import io.asyncable.move.Submissions;
import io.asyncable.submit.NewRows;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Writes requests and stores them with the caller's transaction. */
final class DefaultJobs implements Jobs {

  /** How many jobs one statement stores at most. */
  private static final int PORTION = 1_000;

  private static final int LONGEST_TEXT = 200;

  /** Whether a job must wait is asked of each again when one of them ends. */
  private static final int MOST_AWAITED = 1_000;

  private static final Duration LONGEST_DELAY = DurationSetting.LONGEST;

  private final Requests requests;
  private final JobRows rows;
  private final NewRows transaction;
  private final EngineClock clock;
  private final JobSettings settings;
  private final JobOptions options;

  DefaultJobs(
      Requests requests,
      JobRows rows,
      NewRows transaction,
      EngineClock clock,
      JobSettings settings,
      JobOptions options) {
    this.requests = requests;
    this.rows = rows;
    this.transaction = transaction;
    this.clock = clock;
    this.settings = settings;
    this.options = options;
  }

  @Override
  public Enqueued enqueue(Object request) {
    NewJob job = requests.written(request, options.key());
    return transaction.within(
        () -> {
          rows.admit(options);
          return rows.store(job, options, now());
        });
  }

  @Override
  public long enqueueAll(Stream<?> all) {
    if (options.key() != null) {
      throw new JobRefused(
          "Jobs of one call of enqueueAll would all have the key '%s'. Call enqueue for each, or let their type make the keys: @JobHandler(unique = …)."
              .formatted(options.key()));
    }
    return transaction.within(
        () -> {
          rows.admit(options);
          return storeAll(all.iterator());
        });
  }

  private long storeAll(Iterator<?> rest) {
    Instant now = now();
    int limit = settings.publishLimit();
    long stored = 0;
    while (rest.hasNext()) {
      boolean publishing = stored < limit;
      int portion = publishing ? (int) Math.min(PORTION, limit - stored) : PORTION;
      for (List<NewJob> ofType : next(rest, portion).values()) {
        stored += rows.storeAll(ofType, options, publishing, now);
      }
    }
    return stored;
  }

  private Map<DeclaredJob, List<NewJob>> next(Iterator<?> rest, int portion) {
    Map<DeclaredJob, List<NewJob>> byType = new LinkedHashMap<>();
    for (int read = 0; read < portion && rest.hasNext(); read++) {
      NewJob job = requests.written(rest.next(), null);
      byType.computeIfAbsent(job.type(), type -> new ArrayList<>()).add(job);
    }
    return byType;
  }

  @Override
  public <T> Optional<T> result(String type, UUID job, Class<T> as) {
    if (!requests.areOf(type)) {
      throw new UnknownRecord("There is no job type '%s'.".formatted(type));
    }
    return rows.result(type, job).map(json -> requests.result(json, as));
  }

  @Override
  public Jobs in(Duration delay) {
    if (delay.isNegative()) {
      throw new JobRefused("The delay %s is negative. Give one from now on.".formatted(delay));
    }
    if (delay.compareTo(LONGEST_DELAY) > 0) {
      throw new JobRefused(
          "The delay %s is longer than %d days. Give a shorter one."
              .formatted(delay, LONGEST_DELAY.toDays()));
    }
    return with(options.startingAfter(delay.truncatedTo(ChronoUnit.MICROS)));
  }

  @Override
  public Jobs at(Instant time) {
    if (time.isAfter(Submissions.LATEST)) {
      throw new JobRefused(
          "A job can begin at %s at the latest. The time %s is later."
              .formatted(Submissions.LATEST, time));
    }
    return with(options.startingAt(time.truncatedTo(ChronoUnit.MICROS)));
  }

  @Override
  public Jobs priority(int priority) {
    return with(options.withPriority(priority));
  }

  @Override
  public Jobs tenant(String tenant) {
    requireText("tenant", tenant);
    if (!settings.tenants().isEmpty() && !settings.tenants().contains(tenant)) {
      throw new JobRefused(
          "There is no tenant '%s'. Add it to asyncable.jobs.tenants, or use one of those."
              .formatted(tenant));
    }
    return with(options.ofTenant(tenant));
  }

  @Override
  public Jobs subject(String subject) {
    requireText("subject", subject);
    return with(options.about(subject));
  }

  /** What lists can be searched by. */
  private static void requireText(String what, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT || text.indexOf(0) >= 0) {
      throw new JobRefused(
          "The %s of a job has 1 to %d characters, not all of them blank and none of them NUL. This one has %d."
              .formatted(what, LONGEST_TEXT, text.length()));
    }
  }

  @Override
  public Jobs unique(String key) {
    requireText("key", key);
    return with(options.withKey(key));
  }

  @Override
  public Jobs after(Enqueued job, Otherwise otherwise) {
    return after(new Awaited(job.id(), false, otherwise));
  }

  @Override
  public Jobs after(Batch batch, Otherwise otherwise) {
    return after(new Awaited(batch.id(), true, otherwise));
  }

  private Jobs after(Awaited awaited) {
    JobOptions changed = options.awaiting(awaited);
    if (changed.awaited().size() > MOST_AWAITED) {
      throw new JobRefused(
          "A job can wait for %,d others at most. Let those join a batch, and wait for the batch."
              .formatted(MOST_AWAITED));
    }
    return with(changed);
  }

  @Override
  public Jobs into(Batch batch) {
    return with(options.joining(batch));
  }

  @Override
  public NewBatch batch(String name) {
    requireText("batch", name);
    if (options.batch() != null) {
      throw new JobRefused(
          "The batch '%s' cannot be opened within another batch. Open it with a Jobs that joins none."
              .formatted(name));
    }
    return new OpenedBatch(this, name, List.of());
  }

  @Override
  public void close(Batch batch) {
    boolean known = transaction.within(() -> rows.batches().close(batch, now()));
    if (!known) {
      throw JobRows.unknown(batch);
    }
  }

  /**
   * Opens a batch in the present transaction or one of its own, with the jobs that wait for it, and
   * has it filled in the same transaction.
   */
  Batch open(String name, List<OpenedBatch.Callback> callbacks, Consumer<Batch> filling) {
    Batch batch = new Batch(UuidVersion7Strategy.INSTANCE.generateUuid(null));
    return transaction.within(
        () -> {
          rows.batches().open(batch, name, now());
          for (OpenedBatch.Callback callback : callbacks) {
            Awaited awaited = new Awaited(batch.id(), true, callback.otherwise());
            rows.store(callback.job(), options.ofCallback(awaited), now());
          }
          filling.accept(batch);
          return batch;
        });
  }

  /** A job for the request that has no key, even if its type makes keys. */
  NewJob written(Object request) {
    NewJob job = requests.written(request, null);
    return new NewJob(job.type(), job.payload(), null);
  }

  private Jobs with(JobOptions changed) {
    return new DefaultJobs(requests, rows, transaction, clock, settings, changed);
  }

  private Instant now() {
    return clock.instant();
  }
}
