package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.move.Submissions;
import io.asyncable.queue.PausedQueues;
import io.asyncable.queue.QueuePauses;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Invoice;
import io.asyncable.test.web.Parcel;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WorkingSite;
import io.asyncable.test.web.WorkingSite.Script;
import io.asyncable.text.Times;
import io.asyncable.worker.Heartbeat;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each reason that an application with worker, sweeper and pages can give, brought about. */
@WorkingSite
class WhyTest {

  private static final String TIME = "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC";
  private static final String GAVE_UP = "The engine gave up at " + TIME + " ";
  private static final AtomicLong INVOICES = new AtomicLong(1_000);

  @Autowired Asyncables asyncables;
  @Autowired Script script;
  @Autowired Explained explained;
  @Autowired Rows rows;
  @Autowired Heartbeat worker;
  @Autowired JdbcClient jdbc;
  @Autowired QueuePauses pauses;
  @Autowired PausedQueues paused;
  @Autowired CircuitBreakerRegistry breakers;

  private final CountDownLatch finish = new CountDownLatch(1);
  private CircuitBreaker bank;

  @BeforeEach
  void reset() {
    bank = breakers.circuitBreaker("bank");
    bank.reset();
  }

  @AfterEach
  void finish() {
    finish.countDown();
    bank.reset();
    script.lines.clear();
    await().until(this::nothingRuns);
    rows.clear();
  }

  @Test
  void scheduled() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel, Instant.parse("2199-01-01T00:00:00Z"));

    Told told = explained.await(parcel, "scheduled");
    assertThat(told.why()).isEqualTo("Scheduled to begin at 2199-01-01 00:00:00 UTC.");
    assertThat(told.next()).isEqualTo("The record will be queued at that time.");
    assertThat(told.action()).isNull();

    Parcel last = new Parcel();
    asyncables.submit(last, Submissions.LATEST);
    assertThat(explained.await(last, "scheduled").why())
        .isEqualTo("Scheduled to begin at +290000-01-01 00:00:00 UTC.");
  }

  @Test
  void running() {
    Parcel parcel = submitted(new Parcel(), attempt -> finish.await());

    Told told = explained.await(parcel, "running");
    assertThat(told.why())
        .startsWith("Running on worker " + worker.name() + " since ")
        .matches(
            ".* \\(attempt 1(; 95 of 100 successful attempts of this type run at most [^)]*)?\\)\\.");
    assertThat(told.action()).isNull();
  }

  @Test
  void queuedBehindOthers() {
    List<Parcel> parcels = Stream.generate(Parcel::new).limit(6).toList();
    for (Parcel parcel : parcels) {
      submitted(parcel, attempt -> finish.await());
    }

    // Share groups hand messages out in any order: whichever are left stand one behind the other.
    await()
        .untilAsserted(
            () -> {
              List<Parcel> queued = parcels.stream().filter(this::isQueued).toList();
              assertThat(queued).hasSizeGreaterThan(2);
              // Kafka may still count the one that runs: its acknowledgement travels with a poll.
              List<Integer> ahead = queued.stream().map(this::ahead).toList();
              assertThat(ahead.get(0)).isLessThan(2);
              assertThat(ahead)
                  .containsExactlyElementsOf(
                      IntStream.range(0, queued.size())
                          .map(i -> ahead.get(0) + i)
                          .boxed()
                          .toList());
            });
    Parcel last = parcels.stream().filter(this::isQueued).findFirst().orElseThrow();
    Told told = explained.await(last, "queued");
    assertThat(told.next())
        .startsWith("The next free worker will begin the attempt; the engine gives up at ");
    assertThat(told.action()).isNull();
  }

  private boolean isQueued(Parcel parcel) {
    return explained.read(parcel).reason().equals("queued");
  }

  private int ahead(Parcel parcel) {
    String why = explained.read(parcel).why();
    Matcher number =
        Pattern.compile("published at .* UTC, (\\d+) messages? ahead in queue default")
            .matcher(why);
    assertThat(number.find()).as(why).isTrue();
    return Integer.parseInt(number.group(1));
  }

  /** The worker is busy, so what the sweeper publishes stays unread however often it looks. */
  @Test
  void publishedBySweeperOnceThoughItLooksAgainAndAgain() {
    explained.await(submitted(new Parcel(), attempt -> finish.await()), "running");
    Instant submitted = Instant.now().minusSeconds(60);
    String id = rows.parcel("lost", "alice", submitted, Map.of());
    await().until(() -> time(id, "published_at") != null);
    Instant published = time(id, "published_at");

    explained.await(
        "/jobs/Parcel/" + id, "queued", "published at " + Times.UTC.of(published) + " UTC, ");
    await()
        .until(
            () -> {
              assertThat(explained.read("/jobs/Parcel/" + id).reason()).isEqualTo("queued");
              return time(id, "due_at").isAfter(published.plusSeconds(7));
            });
    assertThat(time(id, "published_at")).isEqualTo(published);
  }

  private @Nullable Instant time(String parcel, String column) {
    return jdbc.sql("select %s from parcel where id = cast(? as uuid)".formatted(column))
        .param(parcel)
        .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }

  @Test
  void heldByAPausedQueue() {
    pauses.pause("default", "chief", "the house is on fire");
    await().until(() -> paused.contains("default"));
    try {
      Parcel parcel = new Parcel();
      asyncables.submit(parcel);

      Told told = explained.await(parcel, "queue_paused");
      assertThat(told.why())
          .contains("The queue default was paused by chief at ")
          .endsWith(" (the house is on fire).");
      assertThat(told.next())
          .startsWith(
              "No attempt begins until somebody resumes the queue. Even if the queue stays paused, the engine gives up at 20");
      assertThat(told.action()).isEqualTo("resume_queue");
      assertThat(Site.<List<String>>read(explained.site().get("/api/health"), "$.problems[*].what"))
          .anyMatch(problem -> problem.startsWith("The queue default was paused by chief at "));
    } finally {
      pauses.resume("default");
    }
  }

  @Test
  void notPublished() {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    String id =
        rows.parcel("lost", "alice", Instant.now().minusSeconds(5), Map.of("due_at", later));

    Told told =
        explained.await(
            "/jobs/Parcel/" + id,
            "not_published",
            "The record has no message on its way in queue default");
    assertThat(told.next()).startsWith("The sweeper will publish it at ");
    assertThat(told.action()).isEqualTo("retry");
  }

  /** Theirs say nothing of one that nobody has published. */
  @Test
  void notPublishedThoughMessagesOfOthersAreUnread() {
    List<Parcel> parcels = Stream.generate(Parcel::new).limit(6).toList();
    parcels.forEach(parcel -> submitted(parcel, attempt -> finish.await()));
    await()
        .untilAsserted(
            () ->
                assertThat(parcels.stream().filter(this::isQueued).map(this::ahead)).isNotEmpty());
    Instant later = Instant.now().plus(Duration.ofHours(1));
    String id = rows.parcel("lost", "alice", Instant.now(), Map.of("due_at", later));

    explained.await(
        "/jobs/Parcel/" + id,
        "not_published",
        "The record has no message on its way in queue default");
  }

  @Test
  void retryingAfterAFailure() {
    Parcel parcel =
        submitted(
            new Parcel(),
            attempt -> {
              throw new IllegalStateException("of 1.2.3.4");
            });

    Told told = explained.await(parcel, "retrying");
    assertThat(told.why()).isEqualTo("Attempt 1 failed with IllegalStateException.");
    assertThat(told.next()).startsWith("Attempt 2 follows at ");
    assertThat(told.action()).isEqualTo("retry");
  }

  @Test
  void retryingAfterItWasPutOff() {
    Parcel parcel =
        submitted(
            new Parcel(),
            attempt -> {
              throw new RetryLater(Duration.ofHours(1), "closed");
            });

    Told told = explained.await(parcel, "retrying");
    assertThat(told.why()).isEqualTo("The handler postponed attempt 1.");
    assertThat(told.action()).isEqualTo("retry");
  }

  @Test
  void heldByABreakerThatFailuresOpenedAndThatProbes() {
    Invoice failed = failed();
    failed();
    List<Invoice> held = Stream.generate(this::invoiceThatWaits).limit(3).toList();

    Told open = explained.await(held.get(0), "held", "Waiting for bank (breaker open since ");
    assertThat(open.why()).matches(".*, with \\d records? held\\.");
    assertThat(open.next())
        .startsWith("The breaker lets the next probe through at ")
        .contains(". If the probe succeeds, the held records are ");
    assertThat(open.action()).isNull();
    assertThat(explained.read(failed).next()).startsWith("Attempt 2 follows at ");

    Predicate<Invoice> isRunning = one -> explained.read(one).reason().equals("running");
    await().until(() -> held.stream().anyMatch(isRunning));
    Invoice waiting = held.stream().filter(isRunning.negate()).findFirst().orElseThrow();
    Told probing = explained.await(waiting, "held", ", with 4 records held.");
    assertThat(probing.why())
        .contains("Waiting for bank (breaker open since ", " and half-open now");
    assertThat(probing.next())
        .startsWith("The breaker's probes are running. If they succeed, the held records are ");
    assertThat(probing.action()).isNull();
    assertThat(retried(failed))
        .startsWith("Attempt 1 failed with IllegalStateException. Waiting for ");

    finish.countDown();
    held.forEach(invoice -> explained.await(invoice, "processed"));
  }

  /** Three records, 3.5 s each, four places. */
  @Test
  void heldByABreakerAndProcessedInAboutTheTimeThatTheirRunsTake() {
    rows.ran("Invoice", 1_000_000, Duration.ofSeconds(3));
    bank.transitionToOpenState();
    List<Invoice> held = LongStream.range(0, 3).mapToObj(number -> invoice()).toList();
    asyncables.submitAll(held);

    explained.await(held.get(0), "held", "with 3 records held");
    await()
        .untilAsserted(
            () ->
                assertThat(explained.read(held.get(0)).next())
                    .endsWith(
                        "If the probe succeeds, the held records are processed within about 2.6 s at the speed"
                            + " of the latest runs."));
  }

  @Test
  void heldByABreakerThatSomebodyForcedOpen() {
    bank.transitionToForcedOpenState();
    Invoice invoice = invoice();
    asyncables.submit(invoice);

    Told told = explained.await(invoice, "held", "forced-open since");
    assertThat(told.next())
        .startsWith(
            "No attempt begins until somebody closes the breaker, which was forced open, on each worker that the page of breakers names; the engine gives up at 20");
    assertThat(told.action()).isNull();
  }

  @Test
  void refusedByABulkhead() {
    submitted(invoice(), attempt -> finish.await());
    Invoice second = invoice();
    asyncables.submit(second);

    Told told = explained.await(second, "bulkhead_full", "Waiting for Invoice (too many at once");
    assertThat(told.next()).startsWith("The record will be tried again at ");
    assertThat(told.action()).isNull();
  }

  @Test
  void expiredForGood() {
    Parcel parcel =
        submitted(
            new Parcel(),
            attempt -> {
              throw new PermanentFailure("no such address: " + "x".repeat(5_000));
            });

    Told told = explained.await(parcel, "expired_permanent");
    assertThat(told.why())
        .matches(
            GAVE_UP
                + "after 1 attempt: permanent failure\\. The attempt ended with PermanentFailure\\.");
    assertThat(told.next())
        .isEqualTo(
            "No attempt begins by itself. Restart the record, cancel it, or mark it processed if its work was done in another way.");
    assertThat(told.action()).isEqualTo("restart");
  }

  @Test
  void expiredForItsFailures() {
    Invoice invoice = failed();
    retried(invoice);

    Told told = explained.await(invoice, "expired_attempts");
    assertThat(told.why())
        .matches(
            GAVE_UP
                + "after 2 attempts: failed 2 times, attempts exhausted\\."
                + " The last attempt ended with IllegalStateException\\.");
    assertThat(told.action()).isEqualTo("restart");
  }

  @Test
  void expiredForItsWindow() {
    String id = rows.parcel("old", "alice", Instant.now().minus(Duration.ofDays(5)), Map.of());

    Told told = explained.await("/jobs/Parcel/" + id, "expired_window", "");
    assertThat(told.why())
        .matches(
            "The engine gave up at "
                + TIME
                + ": window of 4 d 0 h over\\. It was never attempted\\.");
    assertThat(told.action()).isEqualTo("restart");
  }

  @Test
  void canceledByTheApplication() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel, Duration.ofHours(1));
    asyncables.cancel(parcel, "filed twice");

    assertThat(explained.await(parcel, "canceled").why())
        .startsWith("Canceled at ")
        .endsWith(" by the application (filed twice).");
  }

  @Test
  void canceledByAPerson() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel, Duration.ofHours(1));
    explained
        .site()
        .json("/api/jobs/Parcel/" + parcel.id + "/cancel", "{\"reason\":\"filed <twice>\"}");

    Told told = explained.await(parcel, "canceled");
    assertThat(told.why()).startsWith("Canceled at ").endsWith(" by operator (filed <twice>).");
    assertThat(told.next()).isEqualTo("The record is concluded, so no further attempt begins.");
    assertThat(told.action()).isNull();
  }

  @Test
  void processedByItsHandlerOrAPerson() {
    Parcel handled = new Parcel();
    Parcel marked = new Parcel();
    asyncables.submit(handled);
    asyncables.submit(marked, Duration.ofHours(1));
    asyncables.markProcessed("Parcel", "" + marked.id, "clerk", "by hand");

    assertThat(explained.await(handled, "processed").why()).startsWith("Processed at ");
    Told told = explained.await(marked, "processed");
    assertThat(told.why()).endsWith(" by clerk.");
    assertThat(told.action()).isNull();

    asyncables.restart("Parcel", "" + marked.id, "clerk", "not all of it");
    asyncables.beginNow("Parcel", "" + marked.id, "clerk", "at once");
    assertThat(explained.await(marked, "processed").why()).matches("Processed at " + TIME + "\\.");
  }

  @Test
  void neverSubmittedThoughAttempted() {
    rows.invoiceAttemptedButNotSubmitted(9);

    Told told = explained.await("/jobs/Invoice/9", "never_submitted", "without being submitted");
    assertThat(told.action()).isEqualTo("cancel");
  }

  @Test
  void allIsWellOnTheHealthPage() {
    await()
        .untilAsserted(
            () -> {
              assertThat(explained.site().get("/jobs/health").body()).contains("All is well.");
              HttpResponse<String> told = explained.site().get("/api/health");
              assertThat(Site.<List<Object>>read(told, "$.problems")).isEmpty();
              assertThat(Site.<Boolean>read(told, "$.kafka.reachable")).isTrue();
              assertThat(Site.<List<String>>read(told, "$.lanes[*].queue"))
                  .containsOnly("default", "bookings");
              assertThat(Site.<List<String>>read(told, "$.lanes[*].lane"))
                  .containsExactlyInAnyOrder("FIRST", "AGAIN", "LOST", "FIRST", "AGAIN", "LOST");
              assertThat(Site.<List<Integer>>read(told, "$.lanes[*].consumers")).containsOnly(1);
              assertThat(Site.<String>read(told, "$.instances[0].lastSweep.endedAt")).isNotNull();
            });
  }

  /** An invoice whose first attempt has failed; two of them open the breaker. */
  private Invoice failed() {
    Invoice invoice =
        submitted(
            invoice(),
            attempt -> {
              throw new IllegalStateException("closed");
            });
    explained.await(invoice, "retrying");
    return invoice;
  }

  /** Makes the next attempt due; returns why the invoice is where it is, as the answer says. */
  private String retried(Invoice invoice) {
    HttpResponse<String> answer =
        explained.site().json("/api/jobs/Invoice/" + invoice.id + "/retry", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Site.read(answer, "$.why");
  }

  private Invoice invoiceThatWaits() {
    return submitted(invoice(), attempt -> finish.await());
  }

  private static Invoice invoice() {
    Invoice invoice = new Invoice();
    invoice.id = INVOICES.incrementAndGet();
    return invoice;
  }

  private <T> T submitted(T record, Script.Line line) {
    String label =
        record instanceof Parcel parcel
            ? "Parcel:" + parcel.id
            : "Invoice:" + ((Invoice) record).id;
    script.lines.put(label, line);
    asyncables.submit(record);
    return record;
  }

  private boolean nothingRuns() {
    return jdbc.sql(
                """
                select (select count(*) from parcel where attempts > 0 and error is null
                    and processed_at is null and canceled_at is null)
                  + (select count(*) from invoice where booking_attempts > 0
                    and booking_error is null and booking_processed_at is null
                    and booking_canceled_at is null)
                """)
            .query(Integer.class)
            .single()
        == 0;
  }
}
