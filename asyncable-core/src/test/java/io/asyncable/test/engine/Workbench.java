package io.asyncable.test.engine;

import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Completions;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Moves letters by hand, in the name of workers that a test makes up. */
@TestComponent
public class Workbench {

  public static final Duration GRACE = Duration.ofSeconds(10);

  private final Asyncables asyncables;
  private final Claims claims;
  private final Timers timers;
  private final Completions completions;
  private final ProcessTypes types;
  private final Letters letters;
  private final EngineClock clock;
  private final JdbcClient jdbc;
  private final Dispatcher dispatcher;
  private final Attempts attempts;

  Workbench(
      Asyncables asyncables,
      Claims claims,
      Timers timers,
      Completions completions,
      ProcessTypes types,
      Letters letters,
      EngineClock clock,
      JdbcClient jdbc,
      Dispatcher dispatcher,
      Attempts attempts) {
    this.asyncables = asyncables;
    this.claims = claims;
    this.timers = timers;
    this.completions = completions;
    this.types = types;
    this.letters = letters;
    this.clock = clock;
    this.jdbc = jdbc;
    this.dispatcher = dispatcher;
    this.attempts = attempts;
  }

  public ProcessType type() {
    return types.named("Letter");
  }

  public void clear() {
    jdbc.sql("truncate letter, payment, filing, asyncable_history").update();
  }

  /** A worker that lives without a heartbeat. */
  public long worker() {
    return jdbc.sql(
            """
            insert into asyncable_worker (name, started_at, seen_at)
            values ('made up', clock_timestamp(), clock_timestamp() + interval '1 day')
            returning epoch
            """)
        .query(Long.class)
        .single();
  }

  public void kill(long epoch) {
    jdbc.sql("update asyncable_worker set dead_at = clock_timestamp() where epoch = ?")
        .param(epoch)
        .update();
  }

  public Letter submitted() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    return letter;
  }

  /** What a message for the record's next attempt says. */
  public Reference reference(Letter letter) {
    Asyncable async = stored(letter);
    return new Reference(
        "Letter", String.valueOf(letter.id), async.getLastSubmittedAt(), async.getAttempts());
  }

  /** The same, of a message that is published: for a later attempt by the sweeper. */
  public Reference published(Letter letter) {
    return published(reference(letter));
  }

  /** Writes what the sweeper does when it publishes that message, unless a submission did. */
  public Reference published(Reference message) {
    if (message.attempt() > 0) {
      Instant now = clock.instant();
      Timer next = new Timer(message, now.plus(GRACE));
      timers.publish(types.named(message.type()).table(), List.of(next), now);
    }
    return message;
  }

  /** Begins the record's next attempt. */
  public Claimed claim(Letter letter, long epoch) {
    return claim(published(letter), epoch).get(0);
  }

  public List<Claimed> claim(Reference reference, long epoch) {
    List<Reference> one = List.of(reference);
    List<Claimed> free = claims.claimFree(type(), one, epoch, clock.instant());
    return free.isEmpty() ? claims.claimLocked(type(), one, epoch, clock.instant()) : free;
  }

  /** Runs the record's next attempt on this thread, until its outcome is written. */
  public void run(Letter letter) {
    run(reference(letter));
  }

  public void run(Reference message) {
    dispatcher.dispatch("default", List.of(published(message)), Runnable::run, () -> {});
    Reference begun =
        new Reference(message.type(), message.id(), message.submission(), message.attempt() + 1);
    await().until(() -> !attempts.holds(begun));
  }

  public boolean complete(Claimed attempt) {
    return !completions.complete(type(), List.of(attempt), clock.instant()).isEmpty();
  }

  public boolean fail(Claimed attempt, Cause cause) {
    Failure failure = new Failure(cause, "Busy: " + cause, null, clock.instant().plus(GRACE));
    return !completions
        .fail(type(), List.of(new FailedAttempt(attempt, failure)), clock.instant())
        .isEmpty();
  }

  public Asyncable stored(Letter letter) {
    return stored(letter.id);
  }

  public Asyncable stored(UUID id) {
    return letters.findById(id).orElseThrow().async;
  }
}
