package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncables;
import io.asyncable.move.Claims;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Parcel;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WorkingSite;
import io.asyncable.type.ProcessTypes;
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
      "asyncable.worker.dead-after=3s"
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
    if (!sweeper.duty().isRunning()) {
      sweeper.duty().start();
    }
    jdbc.sql("delete from asyncable_worker where name like 'made up%'").update();
    jdbc.sql("delete from asyncable_queue_consumer").update();
    jdbc.sql("delete from asyncable_trouble where work = 'consume'").update();
    rows.clear();
  }

  @Test
  void nobodyConsumesTheQueue() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel);

    Told told =
        explained.await(parcel, "nobody_consumes", "No living worker consumes the queue default");
    assertThat(told.next())
        .startsWith(
            "The record continues once a worker starts that consumes the queue; the engine gives up at 20");
    assertThat(told.action()).isEqualTo("start_worker");
    assertThat(problems()).contains("No worker consumes the queue default.");
  }

  @Test
  void allThatConsumeTheQueueFail() {
    long worker = worker("made up and failing");
    jdbc.sql(
            """
            insert into asyncable_queue_consumer
              (worker, queue, concurrency, held, processed, failed, running)
            values (?, 'default', 1, 0, 0, 0, '{}')
            """)
        .param(worker)
        .update();
    jdbc.sql(
            """
            insert into asyncable_trouble (worker, work, process_type, since, reason)
            values (?, 'consume', 'default', clock_timestamp(), 'GroupAuthorizationException: no')
            """)
        .param(worker)
        .update();
    Parcel parcel = new Parcel();
    asyncables.submit(parcel);

    Told told =
        explained.await(
            parcel,
            "consuming_fails",
            "No worker has been able to take messages from the queue default since");
    assertThat(told.next())
        .startsWith("The workers keep trying, and the attempt begins once one of them");
    assertThat(told.action()).isEqualTo("mend_kafka");
    assertThat(problems())
        .anyMatch(problem -> problem.startsWith("Consuming of default has failed on made up"));
  }

  @Test
  void theTimerIsOverdueBecauseTheSweeperStandsStill() {
    sweeper.sweep();
    sweeper.duty().stop();
    jdbc.sql("update asyncable_sweep set ended_at = ended_at - interval '5 minutes'").update();
    String id =
        rows.parcel("overdue", "alice", Instant.now().minus(Duration.ofMinutes(3)), Map.of());

    Told told = explained.await("/jobs/Parcel/" + id, "timer_overdue", "the last sweep ended at ");
    assertThat(told.action()).isEqualTo("start_sweeper");
    assertThat(problems())
        .anyMatch(problem -> problem.contains(" makes no progress: its last pass"));
  }

  @Test
  void theHealthPageNamesClocksThatAreOff() {
    worker("made up with a slow clock");
    jdbc.sql("update asyncable_worker set clock_offset_ms = -90000 where name like 'made up%'")
        .update();

    String page = explained.site().get("/jobs/health").body();
    assertThat(page)
        .contains(
            "The clock of made up with a slow clock differs from the database&#39;s clock by 1 min 30 s.")
        .doesNotContain("All is well.");
    assertThat(problems()).anyMatch(problem -> problem.contains("clock by 1 min 30 s"));
  }

  private List<String> problems() {
    HttpResponse<String> answer = explained.site().get("/api/health");
    return Site.read(answer, "$.problems[*].what");
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
}
