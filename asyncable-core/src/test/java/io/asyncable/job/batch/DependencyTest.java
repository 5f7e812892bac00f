package io.asyncable.job.batch;

import static io.asyncable.job.batch.Otherwise.CANCEL;
import static io.asyncable.job.batch.Otherwise.GO_ON;
import static io.asyncable.job.batch.Otherwise.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.State;
import io.asyncable.describe.Descriptions;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.job.Enqueued;
import io.asyncable.job.JobRefused;
import io.asyncable.job.Jobs;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.search.Selection;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Order;
import io.asyncable.search.Selection.Part;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Errands.UntilExecuted;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What jobs wait for, what ends the wait, and what batches have and make begin. */
@InlineEngineTest
class DependencyTest {

  @Autowired Jobs jobs;
  @Autowired Batches batches;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired EngineDriver engine;
  @Autowired TestClock clock;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired Explanations explanations;
  @Autowired Descriptions descriptions;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    errands.clear();
  }

  @Test
  void aJobWaitsForAnotherAndItsWindowCountsFromWhenItBegins() {
    Enqueued first = later("first");
    Enqueued second = jobs.after(first, CANCEL).enqueue(new Retried("second"));
    assertThat(row(second).state()).isEqualTo(State.SCHEDULED);
    assertThat(row(second).publishedAt()).isNull();

    clock.advance(Duration.ofDays(3));
    // The window of both is four days: of the first from now on, of the second not at all.
    jdbc.sql(
            "update asyncable_job set due_at = due_at + interval '30 days', last_submitted_at = last_submitted_at + interval '30 days' where id = ?")
        .param(first.id())
        .update();
    clock.advance(Duration.ofDays(20));
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.SCHEDULED);
    assertThat(errands.done).isEmpty();

    clock.advance(Duration.ofDays(8));
    engine.drain();
    assertThat(errands.done).containsExactly(new Retried("first"), new Retried("second"));
    RecordRow begun = row(second);
    assertThat(begun.state()).isEqualTo(State.PROCESSED);
    assertThat(begun.lastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(begun.submittedAt()).isBefore(clock.instant().minus(Duration.ofDays(30)));
    assertThat(dependencies()).isZero();
  }

  @Test
  void itBeginsWhenTheLastOfAllHasEnded() {
    Enqueued one = later("one");
    Enqueued other = later("other");
    Enqueued both = jobs.after(one, WAIT).after(other, WAIT).enqueue(new Retried("both"));

    cancelOrMark(one, true);
    engine.drain();
    assertThat(row(both).state()).isEqualTo(State.SCHEDULED);
    cancelOrMark(other, true);
    engine.drain();
    assertThat(row(both).state()).isEqualTo(State.PROCESSED);
  }

  @Test
  void whatIsStatedHappensIfTheOtherIsCanceledOrExpires() {
    Enqueued canceled = later("canceled");
    errands.lines.put(
        "expired",
        attempt -> {
          throw new PermanentFailure("no");
        });
    Enqueued expired = jobs.in(Duration.ofMinutes(1)).enqueue(new Retried("expired"));
    for (Enqueued first : List.of(canceled, expired)) {
      Enqueued waits = jobs.after(first, WAIT).enqueue(new Retried("waits"));
      Enqueued goesOn = jobs.after(first, GO_ON).enqueue(new Retried("goes on"));
      Enqueued ends = jobs.after(first, CANCEL).enqueue(new Retried("ends"));
      Enqueued endsToo = jobs.after(ends, CANCEL).enqueue(new Retried("ends too"));
      if (first == canceled) {
        cancelOrMark(first, false);
      } else {
        clock.advance(Duration.ofMinutes(2));
      }
      engine.drain();

      assertThat(row(waits).state()).isEqualTo(State.SCHEDULED);
      assertThat(row(goesOn).state()).isEqualTo(State.PROCESSED);
      assertThat(row(ends).state()).isEqualTo(State.CANCELED);
      assertThat(row(endsToo).state()).isEqualTo(State.CANCELED);
      assertThat(why(ends).sentence().absolute())
          .contains(
              " by the engine (errand.retried "
                  + first.id()
                  + ", for which it waited, was canceled or has expired).");
      assertThat(why(waits).sentence().absolute())
          .isEqualTo(
              "Waits for errand.retried " + first.id() + "; that job was canceled or has expired.");
    }
  }

  /** A person wants it all the same, but not before what it waits for. */
  @Test
  void aRestartedJobWaitsAndIsNotCanceledAgain() {
    Enqueued first = later("first");
    Enqueued second = jobs.after(first, CANCEL).enqueue(new Retried("second"));
    cancelOrMark(first, false);
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.CANCELED);

    asyncables.restart(second.type(), second.id().toString(), "ann", "needed");
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.SCHEDULED);
    assertThat(why(second).help().absolute())
        .contains("Restart that, begin this job now, or cancel it.");

    asyncables.restart(first.type(), first.id().toString(), "ann", "needed");
    cancelOrMark(first, true);
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.PROCESSED);
  }

  @Test
  void whoeverStillWaitsWaitsForARestartedJobAgain() {
    Enqueued first = jobs.enqueue(new Retried("first"));
    Enqueued other = later("other");
    Enqueued begun = jobs.after(first, WAIT).enqueue(new Retried("begun"));
    Enqueued waits = jobs.after(first, WAIT).after(other, WAIT).enqueue(new Retried("waits"));
    engine.drain();
    assertThat(row(begun).state()).isEqualTo(State.PROCESSED);

    errands.lines.put(
        "first",
        attempt -> {
          throw new IllegalStateException("busy");
        });
    asyncables.restart(first.type(), first.id().toString(), "ann", "again");
    cancelOrMark(other, true);
    engine.drain();
    assertThat(row(begun).state()).isEqualTo(State.PROCESSED);
    assertThat(row(waits).state()).isEqualTo(State.SCHEDULED);
    cancelOrMark(first, true);
    engine.drain();
    assertThat(row(waits).state()).isEqualTo(State.PROCESSED);
  }

  @Test
  void aPersonBeginsAWaitingJobOrCancelsItForGood() {
    Enqueued first = later("first");
    Enqueued begun = jobs.after(first, WAIT).enqueue(new Retried("begun"));
    Enqueued canceled = jobs.after(first, WAIT).enqueue(new Retried("canceled"));
    asyncables.beginNow(begun.type(), begun.id().toString(), "ann", "urgent");
    cancelOrMark(canceled, false);
    engine.drain();

    assertThat(row(begun).state()).isEqualTo(State.PROCESSED);
    cancelOrMark(first, true);
    engine.drain();
    assertThat(row(canceled).state()).isEqualTo(State.CANCELED);
    assertThat(errands.done).containsExactly(new Retried("begun"));
  }

  @Test
  void whatIsDeletedHasEnded() {
    Enqueued first = later("first");
    cancelOrMark(first, false);
    Enqueued second = jobs.after(first, WAIT).enqueue(new Retried("second"));
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.SCHEDULED);

    jdbc.sql("delete from asyncable_job where id = ?").param(first.id()).update();
    engine.drain();
    assertThat(row(second).state()).isEqualTo(State.PROCESSED);
  }

  @Test
  void aWaitingJobHoldsItsKey() {
    Enqueued first = later("first");
    Enqueued waits = jobs.after(first, WAIT).enqueue(new UntilExecuted("k"));
    assertThat(jobs.enqueue(new UntilExecuted("k")))
        .isEqualTo(new Enqueued(waits.type(), waits.id(), false));
  }

  @Test
  void aBatchCallsBackOnceWhenAllHaveEnded() {
    errands.lines.put(
        "expires",
        attempt -> {
          throw new PermanentFailure("no");
        });
    Batch batch =
        jobs.batch("import 17")
            .onConcluded(new Retried("done"))
            .onConcluded(new UntilExecuted("all well"), WAIT)
            .open();
    List<Enqueued> members =
        transaction.execute(
            status ->
                Stream.of("a", "b", "expires")
                    .map(label -> hour().into(batch).enqueue(new Retried(label)))
                    .toList());
    hour().into(batch).enqueueAll(Stream.of(new Retried("c")));
    clock.advance(Duration.ofHours(2));
    engine.drain();

    BatchView open = batches.find(batch.id()).orElseThrow();
    assertThat(open.name()).isEqualTo("import 17");
    assertThat(open.total()).isEqualTo(4);
    assertThat(open.processed()).isEqualTo(3);
    assertThat(open.expired()).isEqualTo(1);
    assertThat(open.left()).isZero();
    assertThat(open.isConcluded()).isFalse();
    assertThat(why(waiting("errand.retried")).sentence().absolute())
        .isEqualTo(
            "Waits for the batch 'import 17'; that batch is open, so jobs may still join it.");
    assertThat(descriptions.of(row(members.get(0))).description().facts())
        .containsEntry("Batch", "import 17 (" + batch.id() + ")");

    jobs.close(batch);
    jobs.close(batch);
    engine.drain();
    assertThat(errands.done).filteredOn(new Retried("done")::equals).hasSize(1);
    assertThat(why(waiting("errand.until-executed")).sentence().absolute())
        .isEqualTo(
            "Waits for the batch 'import 17'; a job of that batch was canceled or has expired.");
    assertThat(batches.find(batch.id()).orElseThrow().isConcluded()).isTrue();

    errands.lines.clear();
    asyncables.restart("errand.retried", members.get(2).id().toString(), "ann", "mended");
    engine.drain();
    assertThat(errands.done).filteredOn(new Retried("done")::equals).hasSize(1);
    assertThat(errands.done).contains(new UntilExecuted("all well"));
  }

  @Test
  void aBatchOfOneCallCallsBackAndKeepsItsFiguresWhenItsJobsAreDeleted() {
    Batch batch =
        hour()
            .tenant("acme")
            .batch("all at once")
            .onConcluded(new Retried("done"))
            .enqueueAll(IntStream.range(0, 10).mapToObj(i -> new Retried("m" + i)));
    Batch empty =
        jobs.batch("empty").onConcluded(new Retried("nothing to do")).enqueueAll(Stream.empty());
    engine.drain();
    assertThat(errands.done).containsExactly(new Retried("nothing to do"));
    assertThat(
            jdbc.sql("select count(*) from asyncable_job where tenant = 'acme'")
                .query(Integer.class)
                .single())
        .isEqualTo(11);
    Enqueued after = jobs.after(batch, GO_ON).enqueue(new Retried("after"));
    assertThat(why(after).sentence().absolute())
        .isEqualTo("Waits for the batch 'all at once'; 10 jobs of that batch have not ended.");
    assertThat(batches.newest(1, 1)).extracting(BatchView::name).containsExactly("all at once");

    jdbc.sql(
            "update asyncable_job set canceled_at = now(), due_at = null where payload ->> 'label' = 'm1'")
        .update();
    jdbc.sql("delete from asyncable_job where payload ->> 'label' = 'm0'").update();
    clock.advance(Duration.ofHours(2));
    engine.drain();
    assertThat(errands.done).hasSize(11).contains(new Retried("done"), new Retried("after"));
    BatchView view = batches.find(batch.id()).orElseThrow();
    assertThat(view.total()).isEqualTo(10);
    assertThat(view.processed()).isEqualTo(8);
    assertThat(view.canceled()).isEqualTo(1);
    assertThat(view.deleted()).isEqualTo(1);
    assertThat(view.isConcluded()).isTrue();
    assertThat(empty).isNotEqualTo(batch);
  }

  @Test
  void theListFindsWhatWaits() {
    Enqueued first = later("first");
    Enqueued waits = jobs.after(first, WAIT).enqueue(new Retried("waits"));
    RecordRow row = row(waits);
    Reason reason = why(waits);
    assertThat(reason.cause()).isEqualTo(Cause.WAITS_FOR_JOBS);
    assertThat(reason.sentence().absolute())
        .isEqualTo("Waits for errand.retried " + first.id() + ".");
    assertThat(reason.next().absolute())
        .isEqualTo(
            "The job begins when all of that has ended. If that is canceled or expires, the job goes on waiting.");
    assertThat(explanations.of(row, any -> false).sentence().absolute())
        .isEqualTo("Waits for 1 other job.");

    Selection selection =
        new Selection(
            List.of(new Part(types.named("errand.retried"), List.of())),
            new Criteria(null, Cause.WAITS_FOR_JOBS, null, null, null, null),
            Order.OLDEST);
    assertThat(records.page(selection, null, 10, clock.instant()))
        .extracting(RecordRow::id)
        .containsExactly(waits.id().toString());
  }

  @Test
  void circlesAndWhatElseCannotBeAreRefusedAndStoreNothing() {
    Batch batch = jobs.batch("open").onConcluded(new Retried("done")).open();
    Enqueued callback = waiting("errand.retried");
    Enqueued member = hour().into(batch).enqueue(new Retried("member"));
    long before = count();

    // Its own batch, and what waits for it.
    refused(
        () -> jobs.into(batch).after(batch, WAIT).enqueue(new Retried("x")),
        "The batch 'open' is open, so its jobs could come to wait for a job that waits for it.");
    refused(
        () -> jobs.into(batch).after(callback, WAIT).enqueue(new Retried("x")),
        "The batch 'open' is open");
    refused(
        () -> jobs.after(callback, WAIT).enqueueAll(Stream.of(new Retried("x"))),
        "The batch 'open' is open");
    refused(() -> jobs.into(batch).batch("inner"), "The batch 'inner' cannot be opened within");
    refused(() -> jobs.batch(" "), "The batch of a job has 1 to 200 characters");
    refused(
        () -> hour().after(member, WAIT).enqueue(new Retried("x")),
        "A job that waits for others begins when they have ended");
    Batch unknown = new Batch(UUID.randomUUID());
    refused(
        () -> jobs.into(unknown).enqueue(new Retried("x")),
        "There is no batch " + unknown.id() + ".");
    refused(() -> jobs.close(unknown), "There is no batch " + unknown.id() + ".");
    refused(
        () -> {
          Jobs many = jobs;
          for (int i = 0; i < 1_001; i++) {
            many = many.after(new Enqueued("errand.retried", UUID.randomUUID(), true), WAIT);
          }
        },
        "A job can wait for 1,000 others at most.");
    jobs.close(batch);
    refused(
        () -> jobs.into(batch).enqueue(new Retried("x")),
        "The batch 'open' is closed, so no job can join it.");
    assertThat(count()).isEqualTo(before);
    assertThat(dependencies()).isEqualTo(1);

    assertThat(jobs.after(callback, WAIT).enqueue(new Retried("after all")).created()).isTrue();
  }

  private static void refused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(JobRefused.class).hasMessageStartingWith(sentence);
  }

  private Jobs hour() {
    return jobs.in(Duration.ofHours(1));
  }

  private Enqueued later(String label) {
    return hour().enqueue(new Retried(label));
  }

  private void cancelOrMark(Enqueued job, boolean processed) {
    String id = job.id().toString();
    if (processed) {
      asyncables.markProcessed(job.type(), id, "ann", "done");
    } else {
      asyncables.cancel(job.type(), id, "ann", "not wanted");
    }
  }

  private RecordRow row(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .orElseThrow();
  }

  private Reason why(Enqueued job) {
    return explanations.of(row(job), any -> true);
  }

  /** The one job of that type that waits. */
  private Enqueued waiting(String type) {
    UUID id =
        jdbc.sql(
                "select id from asyncable_job where type = ? and due_at > timestamptz '290000-01-01'")
            .param(type)
            .query(UUID.class)
            .single();
    return new Enqueued(type, id, true);
  }

  private long count() {
    return jdbc.sql("select count(*) from asyncable_job").query(Long.class).single();
  }

  private long dependencies() {
    return jdbc.sql("select count(*) from asyncable_job_dependency").query(Long.class).single();
  }
}
