package io.asyncable.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.run.Dispatcher;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Stamp;
import io.asyncable.test.engine.Workbench;
import io.asyncable.worker.TroubleRows;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** One type whose table nothing can be done with must not stop the others. */
@EngineTest
@TestPropertySource(
    properties = {"asyncable.database.statement-timeout=1s", "asyncable.worker.heartbeat=200ms"})
@Import(Workbench.class)
class StuckTypeTest {

  @Autowired Asyncables asyncables;
  @Autowired Workbench bench;
  @Autowired Letters letters;
  @Autowired Script script;
  @Autowired Dispatcher dispatcher;
  @Autowired Sweeper sweeper;
  @Autowired TroubleRows troubles;
  @Autowired EntityManager entities;
  @Autowired DataSource pool;
  @Autowired JdbcClient jdbc;
  @Autowired MeterRegistry meters;

  @AfterEach
  void mend() {
    jdbc.sql("alter table if exists stamp_away rename to stamp").update();
  }

  @Test
  void aTableThatWasRenamedKeepsNobodyElseFromBeingClaimed() {
    Reference stamp = new Reference("Stamp", "12345678", Instant.now(), 0);
    Letter letter = letters.save(new Letter("Main St"));
    asyncables.submit(letter);
    jdbc.sql("alter table stamp rename to stamp_away").update();

    dispatcher.dispatch(
        "default", List.of(stamp, bench.reference(letter)), Runnable::run, () -> {});

    await().untilAsserted(() -> assertThat(stateOf(letter)).isEqualTo(State.PROCESSED));
    await()
        .untilAsserted(
            () ->
                assertThat(troubles.all())
                    .filteredOn(trouble -> trouble.work() == Work.CLAIM)
                    .singleElement()
                    .satisfies(
                        trouble -> {
                          assertThat(trouble.type()).isEqualTo("Stamp");
                          assertThat(trouble.reason()).contains("stamp", "does not exist");
                        }));
    mend();
    Stamp later = new Stamp("87654321");
    asyncables.submit(later);
    await().untilAsserted(() -> assertThat(stateOf(later)).isEqualTo(State.PROCESSED));
    await().untilAsserted(() -> assertThat(troubles.all()).isEmpty());
  }

  @Test
  void aLockedTableStopsNeitherTheCompletionsNorTheSweepsOfOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Stamp stamp = new Stamp("11112222");
    script.lines.put(
        "Stamp:" + stamp.id,
        (record, attempt) -> {
          begun.countDown();
          finish.await();
        });
    asyncables.submit(stamp);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    Letter scheduled = new Letter("later");
    asyncables.submit(scheduled, Duration.ofSeconds(2));

    try (Connection holder = pool.getConnection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table stamp in access exclusive mode");
      finish.countDown();
      Letter letter = new Letter("Main St");
      asyncables.submit(letter);

      await().untilAsserted(() -> assertThat(stateOf(letter)).isEqualTo(State.PROCESSED));
      await().untilAsserted(() -> assertThat(stateOf(scheduled)).isEqualTo(State.PROCESSED));
      await()
          .untilAsserted(
              () ->
                  assertThat(troubles.all())
                      .filteredOn(trouble -> trouble.type().equals("Stamp"))
                      .extracting(Trouble::work)
                      .contains(Work.WRITE_OUTCOME, Work.SWEEP));
      holder.rollback();
      holder.setAutoCommit(true);
    }
    await().untilAsserted(() -> assertThat(stateOf(stamp)).isEqualTo(State.PROCESSED));
    assertThat(script.attemptsOf("Stamp:" + stamp.id)).isEqualTo(1);
    await().untilAsserted(() -> assertThat(troubles.all()).isEmpty());
  }

  @Test
  void whatThereWasNoRoomToWriteIsWrittenLaterAndNotDoneAgain() {
    jdbc.sql(
            """
            create function no_room() returns trigger language plpgsql as
              'begin raise exception ''could not extend file'' using errcode = ''53100''; end';
            create trigger no_room before update of processed_at on letter
              for each row when (new.processed_at is not null) execute function no_room();
            """)
        .update();
    Letter letter = letters.save(new Letter("Main St"));
    try {
      asyncables.submit(letter);
      await()
          .until(() -> troubles.all().stream().anyMatch(one -> one.work() == Work.WRITE_OUTCOME));
      assertThat(seconds(Work.WRITE_OUTCOME)).isPositive();
      assertThat(seconds(Work.TELL)).isZero();
    } finally {
      jdbc.sql("drop function no_room cascade").update();
    }
    await().untilAsserted(() -> assertThat(stateOf(letter)).isEqualTo(State.PROCESSED));
    assertThat(script.attemptsOf("Letter:" + letter.id)).isEqualTo(1);
    await().untilAsserted(() -> assertThat(seconds(Work.WRITE_OUTCOME)).isZero());
  }

  private double seconds(Work work) {
    return meters.get("asyncable.trouble.seconds").tag("work", work.word()).gauge().value();
  }

  @Test
  void noMoreIsClaimedOfATypeOfWhichTooMuchCannotBeWritten() {
    jdbc.sql(
            """
            create function busy() returns trigger language plpgsql as
              'begin raise exception ''busy'' using errcode = ''55P03''; end';
            create trigger busy before update of processed_at on stamp
              for each row execute function busy();
            """)
        .update();
    List<Stamp> stamps =
        IntStream.range(0, 1_100).mapToObj(i -> new Stamp("3%07d".formatted(i))).toList();
    Stamp extra = new Stamp("44444444");
    try {
      asyncables.submitAll(stamps);
      await()
          .until(
              () ->
                  script.attempts.stream().filter(of -> of.startsWith("Stamp:3")).count() >= 1_000);
      await()
          .until(() -> troubles.all().stream().anyMatch(one -> one.work() == Work.WRITE_OUTCOME));

      asyncables.submit(extra);
      Reference message = new Reference("Stamp", extra.id, stored(extra).getLastSubmittedAt(), 0);
      assertThat(dispatcher.dispatch("default", List.of(message), Runnable::run, () -> {}))
          .isZero();
      assertThat(stored(extra).getAttempts()).isZero();
    } finally {
      jdbc.sql("drop function busy cascade").update();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("select count(*) from stamp where processed_at is null")
                            .query(Long.class)
                            .single())
                    .isZero());
    assertThat(script.attempts).filteredOn(of -> of.startsWith("Stamp:3")).doesNotHaveDuplicates();
  }

  private Asyncable stored(Stamp stamp) {
    return entities.find(Stamp.class, stamp.id).async;
  }

  private State stateOf(Stamp stamp) {
    return stored(stamp).state(Instant.now());
  }

  private State stateOf(Letter letter) {
    return letters.findById(letter.id).orElseThrow().async.state(Instant.now());
  }
}
