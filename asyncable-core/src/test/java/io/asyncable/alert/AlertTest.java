package io.asyncable.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.Asyncables;
import io.asyncable.EngineTrouble;
import io.asyncable.PermanentFailure;
import io.asyncable.move.Cause;
import io.asyncable.move.Completions;
import io.asyncable.move.Reference;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.Channels;
import io.asyncable.test.engine.Channels.Breakable;
import io.asyncable.test.engine.Channels.Heard;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.asyncable.text.Times;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who hears that the engine gave up. */
@StillEngineTest
@Import({Channels.class, SecondAlerter.class})
@ExtendWith(OutputCaptureExtension.class)
class AlertTest {

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Sweeper sweeper;
  @Autowired Script script;
  @Autowired Completions completions;
  @Autowired TransactionOperations transactions;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired MeterRegistry meters;
  @Autowired Troubles troubles;
  @Autowired Heartbeat worker;
  @Autowired AlertSettings settings;
  @Autowired Heard onCall;
  @Autowired Breakable pager;

  @Autowired Alerter alerter;

  @Autowired
  @Qualifier("secondAlerter")
  Alerter other;

  @BeforeEach
  void clear() {
    pager.trouble = alert -> {};
    // Takes an alert that hung in another test.
    clock.advance(Duration.ofHours(2));
    alerter.look();
    await().until(() -> waiting() == 0);
    bench.clear();
    jdbc.sql("truncate asyncable_alert_turn").update();
    onCall.alerts.clear();
    pager.alerts.clear();
    onCall.troubles.clear();
    pager.troubles.clear();
  }

  private int waiting() {
    return jdbc.sql("select count(*) from asyncable_alert").query(Integer.class).single();
  }

  /** A letter that was given up. */
  private Letter refused() {
    Letter letter = bench.submitted();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw new PermanentFailure("no such street as Secret St");
        });
    bench.run(letter);
    return letter;
  }

  private Alert heard() {
    alerter.look();
    await().until(() -> waiting() == 0);
    assertThat(onCall.alerts).hasSize(1);
    assertThat(pager.alerts).isEqualTo(onCall.alerts);
    return onCall.alerts.get(0);
  }

  @Test
  void everyChannelHearsWhyInTheWordsOfTheExplanation() {
    Letter letter = refused();

    Alert alert = heard();

    assertThat(alert.type()).isEqualTo("Letter");
    assertThat(alert.id()).isEqualTo("" + letter.id);
    assertThat(alert.path()).isEqualTo("/jobs/Letter/" + letter.id);
    assertThat(alert.expiredAt()).isEqualTo(clock.instant());
    assertThat(alert.reason()).isEqualTo("expired_permanent");
    assertThat(alert.sentence())
        .isEqualTo(
            "The engine gave up at %s UTC after 1 attempt: permanent failure. The attempt ended with PermanentFailure."
                .formatted(Times.UTC.of(clock.instant())));
    assertThat(alert.next()).contains("Restart the record");
    assertThat(alert.error()).isEqualTo("PermanentFailure");
    assertThat(alert.more()).isZero();
  }

  @Test
  void everyWayToExpireIsTold() {
    refused();
    assertThat(heard().reason()).isEqualTo("expired_permanent");
    clear();

    Payment payment = new Payment();
    asyncables.submit(payment);
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> {
          throw new IllegalStateException("busy");
        });
    for (int attempt = 0; attempt < 2; attempt++) {
      bench.run(
          new Reference(
              "Payment",
              "" + payment.id,
              payments.findById(payment.id).orElseThrow().async.getLastSubmittedAt(),
              attempt));
    }
    assertThat(heard().reason()).isEqualTo("expired_attempts");
    clear();

    bench.submitted();
    broker.passAll();
    clock.advance(Duration.ofDays(5));
    sweeper.sweep();
    assertThat(heard().reason()).isEqualTo("expired_window");
    clear();

    Letter killer = bench.submitted();
    for (int loss = 0; loss < 3; loss++) {
      broker.passAll();
      long doomed = bench.worker();
      bench.claim(killer, doomed);
      clock.advance(Duration.ofSeconds(1));
      bench.kill(doomed);
      sweeper.sweep();
    }
    assertThat(heard().reason()).isEqualTo("quarantined");
  }

  @Test
  void isToldThoughNobodyLookedForWeeks() {
    refused();
    clock.advance(Duration.ofDays(20));
    assertThat(heard().reason()).isEqualTo("expired_permanent");
  }

  @Test
  void isToldThoughTheRecordMovedOn() {
    Letter letter = refused();
    asyncables.restart("Letter", "" + letter.id, "olga", "again");
    assertThat(heard().reason()).isEqualTo("expired_permanent");
  }

  @Test
  void isToldOnceThoughItsHandlerFailsToHearIt() {
    Letter letter = bench.submitted();
    script.whenExpired.put(
        "Letter:" + letter.id,
        () -> {
          throw new IllegalStateException("deaf");
        });
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw new PermanentFailure("no such street");
        });
    bench.run(letter);

    heard();
    assertThat(alerter.look()).isZero();
  }

  @Test
  void nothingIsToldOfWhatWasRolledBack() {
    Letter letter = bench.submitted();
    Boolean expired =
        transactions.execute(
            status -> {
              status.setRollbackOnly();
              return completions.expire(
                  bench.type(),
                  bench.reference(letter),
                  Cause.EXPIRED_WINDOW,
                  "Lost (gave up: x)",
                  clock.instant());
            });

    assertThat(expired).isTrue();
    assertThat(alerter.look()).isZero();
  }

  @Test
  void manyOfATypeWithinTheIntervalAreOneAlert() {
    Letter first = refused();
    for (int i = 0; i < 9; i++) {
      clock.advance(Duration.ofSeconds(1));
      refused();
    }
    Alert alert = heard();
    assertThat(alert.id()).isEqualTo("" + first.id);
    assertThat(alert.more()).isEqualTo(9);
    assertThat(alert.until()).isEqualTo(clock.instant());
    assertThat(alert.text()).contains("9 more Letter expired since, the last at ");
    onCall.alerts.clear();
    pager.alerts.clear();

    for (int i = 0; i < 3; i++) {
      refused();
      assertThat(alerter.look()).isZero();
    }
    clock.advance(Duration.ofMinutes(1));
    assertThat(heard().more()).isEqualTo(2);
  }

  @Test
  void anOutageThatExpiresTenThousandRecordsIsOneAlert() {
    jdbc.sql(
            """
            insert into asyncable_history
              (process_type, record_id, submission, attempt, event, cause, occurred_at, message)
            select 'Letter', cast(gen_random_uuid() as text), now(), 3, 'expired', 'expired_window',
              now() + i * interval '1 millisecond', 'Timeout: x (gave up: window of PT96H over)'
            from generate_series(1, 10000) i
            """)
        .update();

    Alert alert = heard();

    assertThat(alert.more()).isEqualTo(9_999);
    assertThat(alert.sentence()).contains("window of 4 d 0 h over");
    assertThat(alert.label()).isNull();
  }

  @Test
  void anAlertLeadsToARecordWithAnyId() {
    jdbc.sql(
            """
            insert into asyncable_history
              (process_type, record_id, submission, attempt, event, occurred_at, message)
            values ('Filing.decision', 'a b?c#ü', now(), 1, 'expired', now(), 'X (gave up: x)')
            """)
        .update();
    assertThat(heard().path()).isEqualTo("/jobs/Filing.decision/a%20b%3Fc%23%C3%BC");
  }

  @Test
  void twoSweepersTellEachExpiryOnce() throws Exception {
    int told = 0;
    for (int round = 0; round < 20; round++) {
      refused();
      refused();
      clock.advance(Duration.ofMinutes(1));
      told += race();
    }
    await().until(() -> waiting() == 0);
    assertThat(told).isEqualTo(40);
    assertThat(onCall.records()).isEqualTo(40);
    assertThat(pager.records()).isEqualTo(40);
  }

  private int race() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    Executor threads = task -> new Thread(task).start();
    List<CompletableFuture<Integer>> found = new ArrayList<>();
    for (Alerter each : List.of(alerter, other)) {
      found.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  start.await();
                } catch (Exception broken) {
                  throw new AssertionError(broken);
                }
                return each.look();
              },
              threads));
    }
    return found.get(0).get() + found.get(1).get();
  }

  @Test
  void aChannelThatThrowsHearsItLaterTogetherWithTheRest(CapturedOutput output) {
    pager.trouble =
        alert -> {
          throw new IllegalStateException("no signal");
        };
    refused();
    alerter.look();
    await().until(() -> onCall.alerts.size() == 1 && output.getOut().contains("no signal"));
    await().until(() -> waiting() == 1);
    assertThat(output)
        .contains("The alert channel pager failed and will get the alert again in 15 s");
    assertThat(meters.counter("asyncable.alerts.failed", "channel", "pager").count()).isPositive();

    pager.trouble = alert -> {};
    clock.advance(Duration.ofMinutes(1));
    refused();
    alerter.look();

    await().until(() -> waiting() == 0);
    assertThat(onCall.alerts).hasSize(2);
    assertThat(pager.alerts).hasSize(1);
    assertThat(pager.records()).isEqualTo(2);
  }

  @Test
  void whatAnInstanceDoesNotGetOnWithIsToldOnceItLasts(CapturedOutput output) {
    pager.trouble =
        new AlertChannel() {
          @Override
          public void send(Alert alert) {}

          @Override
          public void send(EngineTrouble trouble) {
            throw new IllegalStateException("no signal");
          }
        };
    Instant since = clock.instant();
    failToClaim();
    alerter.look();
    clock.advance(Duration.ofMinutes(1));
    assertThat(onCall.troubles).isEmpty();

    failToClaim();
    alerter.look();
    await().until(() -> onCall.troubles.size() == 1 && output.getOut().contains("no signal"));
    assertThat(onCall.troubles.get(0))
        .satisfies(
            trouble -> {
              assertThat(trouble.work()).isEqualTo("claim");
              assertThat(trouble.type()).isEqualTo("Letter");
              assertThat(trouble.since()).isEqualTo(since);
              assertThat(trouble.path()).isEqualTo("/jobs/health");
              assertThat(trouble.text())
                  .startsWith(
                      "Claiming of Letter has failed on %s since %s UTC. No attempt"
                          .formatted(trouble.worker(), Times.UTC.of(since)))
                  .doesNotContain("secret");
            });
    assertThat(output).contains(onCall.troubles.get(0).text() + " /jobs/health");

    pager.trouble = alert -> {};
    alerter.look();
    await().until(() -> !pager.troubles.isEmpty());
    troubles.succeeded(Work.CLAIM, "Letter");
    alerter.look();
    assertThat(onCall.troubles).hasSize(1);
    assertThat(pager.troubles).hasSize(1);
  }

  /** The next try may succeed, as of work that is done once a minute. */
  @Test
  void whatFailedOnceHasNotLasted() {
    LastingTroubles lasting = new LastingTroubles(troubles, worker, settings);
    failToClaim();
    clock.advance(Duration.ofMinutes(2));
    assertThat(lasting.next()).isEmpty();

    failToClaim();
    assertThat(lasting.next()).hasSize(1);
    troubles.succeeded(Work.CLAIM, "Letter");
  }

  /** Or each channel heard of each kind of work of each type. */
  @Test
  void aDatabaseThatStopsAllWorkIsToldOnce() {
    Instant since = clock.instant();
    loseTheDatabase();
    clock.advance(Duration.ofMinutes(1));
    loseTheDatabase();
    alerter.look();
    alerter.look();

    await().until(() -> !onCall.troubles.isEmpty());
    assertThat(onCall.troubles)
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.work()).isEqualTo("database");
              assertThat(trouble.type()).isEqualTo(Troubles.ALL_TYPES);
              assertThat(trouble.since()).isEqualTo(since);
              assertThat(trouble.text())
                  .startsWith("The database has stopped the work of " + trouble.worker())
                  .contains("See PostgreSQL's log");
            });
    for (Work work : List.of(Work.CLAIM, Work.SWEEP, Work.TELL)) {
      troubles.succeeded(work, "Letter");
    }
    alerter.look();
    assertThat(onCall.troubles).hasSize(1);
  }

  private void loseTheDatabase() {
    for (Work work : List.of(Work.CLAIM, Work.SWEEP, Work.TELL)) {
      troubles.failed(
          work,
          "Letter",
          new DataAccessResourceFailureException("lost", new SQLException("gone", "08006")),
          Duration.ofSeconds(1));
    }
  }

  private void failToClaim() {
    troubles.failed(
        Work.CLAIM, "Letter", new IllegalStateException("secret"), Duration.ofSeconds(1));
  }

  @Test
  void aChannelThatHangsHoldsUpNoOther(CapturedOutput output) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    pager.hang(begun);
    refused();
    alerter.look();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    clock.advance(Duration.ofMinutes(1));
    refused();
    alerter.look();
    await().until(() -> onCall.alerts.size() == 2);
    assertThat(output).contains("The alert channel pager has been hanging since");

    await().until(() -> output.getOut().contains("InterruptedException"));
    pager.trouble = alert -> {};
    clock.advance(Duration.ofMinutes(1));
    await()
        .until(
            () -> {
              alerter.look();
              return waiting() == 0;
            });
    assertThat(pager.records()).isEqualTo(2);
  }

  @Test
  void anotherInstanceTellsWhatOneDiedWith() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    pager.hang(begun);
    refused();
    alerter.look();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    pager.trouble = alert -> {};

    other.look();
    assertThat(pager.alerts).isEmpty();
    // Others have told theirs, and have said so, before their leases end too.
    await().until(() -> waiting() == 1);
    clock.advance(Duration.ofMinutes(3));
    other.look();

    await().until(() -> pager.alerts.size() == 1);
    assertThat(onCall.alerts).hasSize(1);
    await().until(() -> waiting() == 0);
  }

  @Test
  void whatNoChannelTookForSevenDaysIsGivenUpAndSaid(CapturedOutput output) {
    pager.trouble =
        alert -> {
          throw new IllegalStateException("no signal");
        };
    refused();
    alerter.look();
    await().until(() -> waiting() == 1 && output.getOut().contains("no signal"));
    clock.advance(Duration.ofDays(8));
    alerter.look();

    assertThat(waiting()).isZero();
    assertThat(output).contains("Gave up 1 alert that no channel could send for 7 days");
  }

  @Test
  void theLogTellsWithoutPersonalDataAndCounts(CapturedOutput output) {
    double before = meters.counter("asyncable.expired", "type", "Letter").count();
    assertThat(meters.find("asyncable.expired").tag("type", "Payment").counter()).isNotNull();
    Letter letter = refused();
    refused();
    heard();

    String second = Times.UTC.of(clock.instant());
    assertThat(output.getOut().lines().filter(line -> line.contains("io.asyncable.alert.AlertLog")))
        .singleElement()
        .asString()
        .contains(" ERROR ", "Letter " + letter.id + " expired. The engine gave up at " + second)
        .contains("permanent failure", "1 more Letter expired since", "/jobs/Letter/" + letter.id)
        .doesNotContain("Secret");
    assertThat(meters.counter("asyncable.expired", "type", "Letter").count()).isEqualTo(before + 2);
  }
}
