package io.asyncable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncable.Asyncables;
import io.asyncable.ConfigurationProblem;
import io.asyncable.describe.Descriptions;
import io.asyncable.explain.Explanations;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.EnqueuedJobs;
import io.asyncable.test.MadeUpAttempt;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Attempted;
import io.asyncable.test.engine.Errands.Counting;
import io.asyncable.test.engine.Errands.Hourly;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Errands.RunErrand;
import io.asyncable.test.engine.Errands.UntilExecuted;
import io.asyncable.test.engine.Errands.UntilStarted;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.type.Policies;
import io.asyncable.type.PolicyValue;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often jobs run, when they are given up, and who holds a key. */
@InlineEngineTest
class JobPolicyTest {

  private static final IllegalStateException BUSY = new IllegalStateException("busy");

  @Autowired Jobs jobs;
  @Autowired EnqueuedJobs enqueued;
  @Autowired Descriptions descriptions;
  @Autowired JobKeeper keeper;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired EngineDriver engine;
  @Autowired TestClock clock;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired Policies policies;
  @Autowired Explanations explanations;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    errands.clear();
  }

  @Test
  void fiveRetriesAreSixRunsAndTheHookIsToldOnce() {
    failing("r");
    Enqueued job = jobs.enqueue(new Retried("r"));
    untilGivenUp();

    assertThat(errands.done).hasSize(6).containsOnly(new Retried("r"));
    assertThat(errands.givenUp).containsExactly(new Retried("r"));
    assertThat(errands.exhausted)
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo("expired_attempts");
              assertThat(why.attempts()).isEqualTo(6);
              assertThat(why.failures()).isEqualTo(6);
              assertThat(why.losses()).isZero();
              assertThat(why.exception()).isSameAs(BUSY);
              assertThat(why.error()).isEqualTo(row(job).error());
            });
  }

  @Test
  void fiveAttemptsAreFiveRuns() {
    failing("a");
    jobs.enqueue(new Attempted("a"));
    untilGivenUp();

    assertThat(errands.done).hasSize(5);
    assertThat(errands.givenUp).containsExactly(new Attempted("a"));
  }

  @Test
  void aJobThatWaitsBeyondItsWindowIsGivenUpWithoutAnException() {
    failing("w");
    jobs.enqueue(new Retried("w"));
    clock.advance(Duration.ofDays(5));
    engine.drain();

    assertThat(errands.exhausted)
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo("expired_window");
              assertThat(why.attempts()).isEqualTo(1);
              assertThat(why.failures()).isEqualTo(1);
              assertThat(why.exception()).isNull();
              assertThat(why.error()).contains("busy");
            });
  }

  private void untilGivenUp() {
    for (int passes = 0; passes < 20 && errands.givenUp.isEmpty(); passes++) {
      clock.advance(Duration.ofHours(4));
      engine.drain();
    }
    clock.advance(Duration.ofHours(4));
    engine.drain();
  }

  @Test
  void thePolicySaysWhatTheHandlerGivesAndWhereItStands() {
    assertThat(policies.values(types.named("errand.retried")))
        .extracting(PolicyValue::name, PolicyValue::value, PolicyValue::source)
        .contains(
            tuple("max-failures", "6", "@JobHandler " + Errands.class.getName() + ".retry"),
            tuple("queue", "default", "preset standard"));
    assertThat(policies.of(types.named("errand.attempted")).maxFailures()).isEqualTo(5);
    assertThat(policies.of(types.named("errand.run")).maxFailures()).isNull();
  }

  @Test
  void aPayloadThatCannotBeReadExpiresTheJobAtOnceAndSaysSo() {
    Enqueued job = jobs.in(Duration.ofHours(1)).enqueue(new Retried("x"));
    jdbc.sql("update asyncable_job set payload = '{\"label\": [1, 2]}' where id = ?")
        .param(job.id())
        .update();
    clock.advance(Duration.ofHours(2));
    engine.drain();

    RecordRow row = row(job);
    assertThat(row.cause()).isEqualTo(Cause.PAYLOAD_UNREADABLE);
    assertThat(explanations.of(List.of(row), any -> true))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.sentence().absolute())
                  .contains(" after 1 attempt: its payload cannot be read. The attempt ended with");
              assertThat(reason.help().absolute())
                  .contains("correct the payload, and restart the job");
            });
    assertThat(row.error()).contains("The payload is no Retried");
    assertThat(errands.done).isEmpty();
    assertThat(errands.givenUp).isEmpty();

    jdbc.sql("update asyncable_job set payload = '{\"label\": \"y\"}' where id = ?")
        .param(job.id())
        .update();
    asyncables.restart(job.type(), job.id().toString(), "ann", "corrected");
    engine.drain();
    assertThat(row(job).processedAt()).isNotNull();
    assertThat(errands.done).containsExactly(new Retried("y"));
  }

  @Test
  void aJobOfAFormerNameRuns() {
    Enqueued job = jobs.in(Duration.ofHours(1)).enqueue(errand("old"));
    jdbc.sql("update asyncable_job set type = 'errand.walk' where id = ?").param(job.id()).update();
    assertThat(types.named("errand.walk")).isSameAs(types.named("errand.run"));
    clock.advance(Duration.ofHours(2));
    engine.drain();

    assertThat(errands.done).containsExactly(errand("old"));
  }

  @Test
  void aKeyHoldsUntilTheJobHasEnded() {
    failing("k");
    Enqueued first = jobs.enqueue(new UntilExecuted("k"));
    assertThat(first.created()).isTrue();
    // It waits for its retry.
    assertThat(jobs.enqueue(new UntilExecuted("k"))).isEqualTo(existing(first));
    assertThat(jobs.enqueue(new UntilExecuted("other")).created()).isTrue();

    errands.lines.clear();
    clock.advance(Duration.ofHours(1));
    engine.drain();
    assertThat(row(first).processedAt()).isNotNull();
    Enqueued second = jobs.in(Duration.ofHours(1)).enqueue(new UntilExecuted("k"));
    assertThat(second.created()).isTrue();
    assertThat(jobs.enqueue(new UntilExecuted("k"))).isEqualTo(existing(second));

    asyncables.cancel(second.type(), second.id().toString(), "ann", "not wanted");
    assertThat(jobs.enqueue(new UntilExecuted("k")).created()).isTrue();
  }

  @Test
  void anotherKeyHoldsUntilTheFirstAttempt() {
    failing("s");
    Enqueued scheduled = jobs.in(Duration.ofHours(1)).enqueue(new UntilStarted("s"));
    assertThat(jobs.enqueue(new UntilStarted("s"))).isEqualTo(existing(scheduled));
    clock.advance(Duration.ofHours(2));
    engine.drain();
    assertThat(row(scheduled).attempts()).isEqualTo(1);

    assertThat(jobs.in(Duration.ofHours(1)).enqueue(new UntilStarted("s")).created()).isTrue();
  }

  @Test
  void aKeyOfAPeriodHoldsWhateverBecomesOfTheJob() {
    Enqueued first = jobs.enqueue(new Hourly("h"));
    assertThat(row(first).processedAt()).isNotNull();
    clock.advance(Duration.ofMinutes(59));
    assertThat(jobs.enqueue(new Hourly("h"))).isEqualTo(existing(first));
    clock.advance(Duration.ofMinutes(1));
    assertThat(jobs.enqueue(new Hourly("h")).created()).isTrue();
  }

  @Test
  void aKeyOfTheCallNeedsNoneOfTheType() {
    Jobs later = jobs.in(Duration.ofHours(1)).unique("7");
    Enqueued first = later.enqueue(errand("one"));
    assertThat(later.enqueue(errand("two"))).isEqualTo(existing(first));
    // Under a former name it is still the same type.
    jdbc.sql("update asyncable_job set type = 'errand.walk'").update();
    jdbc.sql("update asyncable_job_unique_key set job_type = 'errand.walk'").update();
    assertThat(later.enqueue(errand("two"))).isEqualTo(existing(first));
    assertThat(later.enqueue(new Retried("two")).created()).isTrue();
  }

  @Test
  void ofManyThoseWithAFreeKeyAreStored() {
    Enqueued held = jobs.in(Duration.ofHours(1)).enqueue(new UntilExecuted("b"));
    long stored =
        jobs.in(Duration.ofHours(1))
            .enqueueAll(
                Stream.of("c", "b", "a", "c", "a").map(UntilExecuted::new).map(Object.class::cast));

    assertThat(stored).isEqualTo(2);
    assertThat(
            jdbc.sql("select payload ->> 'label' from asyncable_job order by 1")
                .query(String.class)
                .list())
        .containsExactly("a", "b", "c");
    assertThat(jobs.enqueue(new UntilExecuted("b"))).isEqualTo(existing(held));
  }

  @Test
  void theProgressOfTheLatestAttemptIsShownWithTheJob() {
    List<String> seen = new ArrayList<>();
    errands.counting =
        progress -> {
          progress.tell(1, 2_000);
          seen.add(progress("errand.counting"));
          progress.tell(2, 2_000);
          progress.tell(1_999, 2_000, "nearly");
          assertThatThrownBy(() -> progress.tell(3, 2))
              .isInstanceOf(IllegalArgumentException.class);
          throw BUSY;
        };
    jobs.enqueue(new Counting());
    assertThat(seen).containsExactly("1 of 2,000");
    assertThat(progress("errand.counting")).isEqualTo("1,999 of 2,000: nearly");

    errands.counting = progress -> seen.add(progress("errand.counting"));
    clock.advance(Duration.ofMinutes(1));
    engine.drain();
    assertThat(seen.get(1)).isNull();
  }

  private @Nullable String progress(String type) {
    String id = jdbc.sql("select cast(id as text) from asyncable_job").query(String.class).single();
    RecordRow row = records.find(types.named(type), id, clock.instant()).orElseThrow();
    return descriptions.of(row).description().facts().get("Progress");
  }

  @Test
  void aTestSeesWhatWasEnqueuedAndCallsAHandlerByItself() throws Exception {
    jobs.in(Duration.ofHours(1)).enqueue(errand("one"));
    jobs.enqueueAll(Stream.of(errand("two"), new Retried("three")));

    assertThat(enqueued.of(RunErrand.class)).containsExactly(errand("one"), errand("two"));
    assertThat(enqueued.of(Retried.class)).containsExactly(new Retried("three"));
    assertThat(enqueued.of(Hourly.class)).isEmpty();

    MadeUpAttempt second = MadeUpAttempt.first().numbered(2).canceled();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.isCanceled()).isTrue();
    assertThat(second.idempotencyKey()).isEqualTo(MadeUpAttempt.first().idempotencyKey());
  }

  @Test
  void whatEndedLongAgoIsDeletedAndNothingElse() {
    jdbc.sql(
            """
            insert into asyncable_job (id, type, payload, priority, submitted_at, last_submitted_at,
              attempts, due_at, processed_at, canceled_at, error)
            select gen_random_uuid(), type, '{}', 0, at - interval '8 days', at - interval '8 days', 0,
              case state when 'waiting' then at + interval '1 hour' end,
              case state when 'processed' then at - ago end,
              case state when 'canceled' then at - ago end,
              case state when 'expired' then 'busy' end
            from (values (cast(:now as timestamptz))) n(at),
              (values ('errand.run'), ('errand.walk'), ('errand.retried'), ('unknown')) t(type),
              (values ('processed'), ('canceled'), ('expired'), ('waiting')) s(state),
              (values (interval '23 hours'), (interval '25 hours')) a(ago)
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event, cause,
              occurred_at)
            select 'errand.run', cast(id as text), last_submitted_at, 0, 'expired', 'expired_window',
              last_submitted_at + interval '4 days'
            from asyncable_job where type = 'errand.run' and error is not null
            """)
        .update();
    Enqueued keyed = jobs.enqueue(new UntilExecuted("gone"));
    jobs.enqueue(new Hourly("gone"));
    jobs.batch("gone").enqueueAll(Stream.empty());
    jobs.in(Duration.ofDays(3)).batch("kept").enqueueAll(Stream.of(new Attempted("kept")));
    keeper.pass();

    assertThat(left("errand.run"))
        .containsExactly("canceled 1", "expired 2", "processed 1", "waiting 2");
    assertThat(left("errand.walk")).containsExactly("canceled 1", "processed 1", "waiting 2");
    // Kept for three days by its own setting.
    assertThat(left("errand.retried")).containsExactly("canceled 2", "processed 2", "waiting 2");
    assertThat(left("unknown")).hasSize(4);
    assertThat(row(keyed).processedAt()).isNotNull();

    clock.advance(Duration.ofHours(25));
    keeper.pass();
    assertThat(left("errand.until-executed")).isEmpty();
    assertThat(jdbc.sql("select name from asyncable_job_batch").query(String.class).list())
        .containsExactly("kept");
    assertThat(jdbc.sql("select count(*) from asyncable_job_unique_key").query(Long.class).single())
        .isZero();
  }

  private List<String> left(String type) {
    return jdbc.sql(
            """
            select concat(case when processed_at is not null then 'processed'
              when canceled_at is not null then 'canceled' when due_at is not null then 'waiting'
              else 'expired' end, ' ', count(*)) from asyncable_job where type = ?
            group by processed_at is not null, canceled_at is not null, due_at is not null,
              case when processed_at is not null then 'processed'
              when canceled_at is not null then 'canceled' when due_at is not null then 'waiting'
              else 'expired' end
            order by 1
            """)
        .param(type)
        .query(String.class)
        .list();
  }

  @Test
  void whatCannotBeAJobIsRefusedWithASentenceAndStoresNothing() {
    refused(() -> jobs.enqueue("text"), "java.lang.String is not a job type. Annotate the class");
    refused(
        () -> jobs.enqueue(errand(" ")), "The request for errand.run is invalid: label must not");
    refused(() -> jobs.enqueue(errand("ü".repeat(140_000))), "The payload of errand.run has 280,");
    refused(() -> jobs.in(Duration.ofSeconds(-1)), "The delay PT-1S is negative.");
    refused(
        () -> jobs.at(Instant.MAX), "A job can begin at +290000-01-01T00:00:00Z at the latest.");
    refused(
        () -> jobs.in(Duration.ofDays(400_000_000)),
        "The delay PT9600000000H is longer than 36500 days.");
    refused(
        () -> jobs.tenant(" "),
        "The tenant of a job has 1 to 200 characters, not all of them blank");
    refused(
        () -> jobs.tenant("nobody"),
        "There is no tenant 'nobody'. Add it to asyncable.jobs.tenants");
    refused(
        () -> jobs.unique(""),
        "The key of a job has 1 to 200 characters, not all of them blank and none of them NUL. This one has 0.");
    refused(() -> jobs.subject("a\u0000"), "none of them NUL. This one has 2.");
    refused(() -> jobs.unique("k".repeat(201)), "This one has 201.");
    refused(
        () -> jobs.unique("k").enqueueAll(Stream.of(errand("a"))), "would all have the key 'k'.");
    assertThat(jdbc.sql("select count(*) from asyncable_job").query(Long.class).single()).isZero();
  }

  private static void refused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(JobRefused.class).hasMessageContaining(sentence);
  }

  @Test
  void noTypeHasTheNameOfAPage() {
    assertThatThrownBy(() -> types.refuseNames(Set.of("queues", "errand.run")))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "The process type errand.run of @JobHandler "
                + Errands.class.getName()
                + ".run has the same name as the page /jobs/errand.run. Rename it with @JobType(\"…\"), which keeps the old name in formerly.");
  }

  private void failing(String label) {
    errands.lines.put(
        label,
        attempt -> {
          throw BUSY;
        });
  }

  private static RunErrand errand(String label) {
    return new RunErrand(label, List.of(), null);
  }

  private static Enqueued existing(Enqueued first) {
    return new Enqueued(first.type(), first.id(), false);
  }

  private RecordRow row(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .orElseThrow();
  }
}
