package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncables;
import io.asyncable.record.Claims;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Reference;
import io.asyncable.sweep.Sweeper;
import io.asyncable.web.Explained.Told;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The reasons of an application whose workers are away, dead or asleep. */
@WorkingSite
@TestPropertySource(
    properties = {
      "asyncable.roles=sweeper,web",
      "asyncable.worker.heartbeat=200ms",
      "asyncable.worker.dead-after=1s"
    })
class WhyNobodyWorksTest {

  @Autowired Asyncables asyncables;
  @Autowired Explained explained;
  @Autowired Rows rows;
  @Autowired JdbcClient jdbc;
  @Autowired Claims claims;
  @Autowired ProcessTypes types;
  @Autowired Sweeper sweeper;

  @AfterEach
  void clear() {
    if (!sweeper.isRunning()) {
      sweeper.start();
    }
    jdbc.sql("delete from asyncable_worker where name like 'made up%'").update();
    jdbc.sql("delete from asyncable_queue_consumer").update();
    rows.clear();
  }

  @Test
  void nobodyConsumesTheQueue() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel);

    Told told = explained.await(parcel, "nobody_consumes", "Nobody consumes the queue default");
    assertThat(told.next())
        .startsWith(
            "It goes on once a worker starts that consumes the queue; the engine gives up at 20");
    assertThat(told.action()).isEqualTo("start_worker");
    assertThat(problems()).contains("Nobody consumes the queue default.");
  }

  @Test
  void theWorkerDiedAndTheRecordIsRescued() {
    consumes(worker("made up to live"));
    Parcel parcel = claimed(new Parcel());
    sweeper.stop();
    age("made up to die");

    Told found = explained.await(parcel, "worker_died", "on worker made up to die, which is dead");
    assertThat(found.next()).isEqualTo("The sweeper gives it to another worker.");

    sweeper.start();
    Told rescued = explained.await(parcel, "worker_died", "which is dead; rescued at ");
    assertThat(rescued.why()).contains("on worker made up to die");
    assertThat(rescued.next()).isEqualTo("Attempt 2 is due and follows at once.");
  }

  @Test
  void quarantinedAfterItKilledItsWorkers() {
    Parcel parcel = claimed(new Parcel());
    age("made up to die");
    explained.await(parcel, "nobody_consumes", "rescued at ");
    claimed(parcel, 1);
    age("made up to die");

    Told told = explained.await(parcel, "quarantined");
    assertThat(told.why())
        .isEqualTo(
            "The engine gave up: quarantined, lost its worker 2 times. Attempt 2 ended with Lost.");
    assertThat(told.action()).isEqualTo("restart");
  }

  @Test
  void theTimerIsOverdueBecauseTheSweeperStandsStill() {
    sweeper.sweep();
    sweeper.stop();
    jdbc.sql("update asyncable_sweep set ended_at = ended_at - interval '5 minutes'").update();
    String id =
        rows.parcel("overdue", "alice", Instant.now().minus(Duration.ofMinutes(3)), Map.of());

    Told told = explained.await("/jobs/Parcel/" + id, "timer_overdue", "the last sweep ended at ");
    assertThat(told.action()).isEqualTo("start_sweeper");
    assertThat(problems()).anyMatch(problem -> problem.contains(" stands still: its last pass"));
  }

  @Test
  void theHealthPageNamesClocksThatAreOff() {
    worker("made up with a slow clock");
    jdbc.sql("update asyncable_worker set clock_offset_ms = -90000 where name like 'made up%'")
        .update();

    String page = explained.site().get("/jobs/health").body();
    assertThat(page)
        .contains(
            "The clock of made up with a slow clock is 1 min 30 s off from the database&#39;s.")
        .doesNotContain("All is well.");
    assertThat(problems()).anyMatch(problem -> problem.contains("is 1 min 30 s off"));
  }

  private List<String> problems() {
    HttpResponse<String> answer = explained.site().get("/api/health");
    return Site.read(answer, "$.problems[*].what");
  }

  private Parcel claimed(Parcel parcel) {
    asyncables.submit(parcel);
    claimed(parcel, 0);
    return parcel;
  }

  /** In the name of a worker that is about to die. */
  private void claimed(Parcel parcel, int attempts) {
    long epoch = worker("made up to die");
    ProcessType type = types.named("Parcel");
    Instant submission = parcel.async.getLastSubmittedAt();
    Reference reference = new Reference("Parcel", "" + parcel.id, submission, attempts);
    assertThat(
            claims.claimFree(type, List.of(reference), epoch, Instant.now(), Duration.ofSeconds(2)))
        .hasSize(1);
  }

  /** A worker that lives without a heartbeat, for a day. */
  private long worker(String name) {
    return jdbc.sql(
            """
            insert into asyncable_worker (name, started_at, seen_at)
            values (?, clock_timestamp(), clock_timestamp() + interval '1 day') returning epoch
            """)
        .param(name)
        .query(Long.class)
        .single();
  }

  private void consumes(long worker) {
    jdbc.sql(
            """
            insert into asyncable_queue_consumer
              (worker, queue, concurrency, held, processed, failed, running)
            values (?, 'default', 1, 0, 0, 0, '{}')
            """)
        .param(worker)
        .update();
  }

  private void age(String name) {
    jdbc.sql("update asyncable_worker set seen_at = seen_at - interval '2 days' where name = ?")
        .param(name)
        .update();
  }
}
