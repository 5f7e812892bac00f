package io.asyncable.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.mapping.MappingApplication.Work;
import io.asyncable.mapping.Mappings.MailNotice;
import io.asyncable.mapping.Mappings.Notice;
import io.asyncable.mapping.Mappings.PaperNotice;
import io.asyncable.mapping.Mappings.RegisteredNotice;
import io.asyncable.move.Claims;
import io.asyncable.move.RecordRow;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Look;
import io.asyncable.move.Timers.Timer;
import io.asyncable.search.RecordCounts;
import io.asyncable.search.RecordCounts.StateCount;
import io.asyncable.search.RecordList;
import io.asyncable.search.Selection;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Order;
import io.asyncable.search.Selection.Part;
import io.asyncable.search.UnknownTypes;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Records of several process types in one table are told apart by its discriminator. */
@ServedMappings
class SharedTableTest {

  private static final AtomicLong IDS = new AtomicLong(1_000_000);

  @Autowired Asyncables asyncables;
  @Autowired ProcessTypes types;
  @Autowired Sweeper sweeper;
  @Autowired Claims claims;
  @Autowired Timers timers;
  @Autowired Heartbeat worker;
  @Autowired RecordList records;
  @Autowired RecordCounts counts;
  @Autowired UnknownTypes unknown;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;
  @Autowired Work work;

  private ProcessType mail;
  private ProcessType paper;

  @BeforeEach
  void clear() {
    jdbc.sql("delete from notice").update();
    mail = types.named("MailNotice");
    paper = types.named("PaperNotice");
  }

  @AfterEach
  void doNothing() {
    work.doing = record -> {};
    work.expired.clear();
  }

  @Test
  void eachClassWithAHandlerIsATypeInTheSameTable() {
    assertThat(mail.table()).isSameAs(paper.table());
    assertThat(mail.table().types()).containsExactlyInAnyOrder(mail, paper);
    assertThat(types.of(RegisteredNotice.class)).containsExactly(paper);
    assertThat(types.of(new MailNotice(), "")).isSameAs(mail);
  }

  @Test
  void aReferenceRunsNoRecordOfAnotherType() {
    Notice notice = scheduled(new PaperNotice());
    Instant submission = row(paper, notice).orElseThrow().lastSubmittedAt();
    String id = String.valueOf(notice.id);
    Reference guessed = new Reference("MailNotice", id, submission, 0);
    Reference right = new Reference("PaperNotice", id, submission, 0);
    Instant now = clock.instant();
    timers.publish(paper.table(), List.of(new Timer(right, now)), now);

    assertThat(claims.claimFree(mail, List.of(guessed), worker.epoch(), now)).isEmpty();
    assertThat(claims.claimLocked(mail, List.of(guessed), worker.epoch(), now)).isEmpty();
    assertThat(claims.claimFree(paper, List.of(right), worker.epoch(), now)).hasSize(1);
  }

  @Test
  void anActOnTheNameOfAnotherTypeFindsNoRecord() {
    Notice notice = scheduled(new RegisteredNotice());
    String id = String.valueOf(notice.id);

    assertThatThrownBy(() -> asyncables.cancel("MailNotice", id, "ann", "guessed"))
        .isInstanceOf(UnknownRecord.class);
    assertThat(row(mail, notice)).isEmpty();
    assertThat(row(paper, notice).orElseThrow().state()).isEqualTo(State.SCHEDULED);
    assertThat(asyncables.cancel("PaperNotice", id, "ann", "known")).isTrue();
  }

  @Test
  void eachExpiresByThePolicyOfItsType() {
    work.doing =
        any -> {
          throw new IllegalStateException("busy");
        };
    Notice quick = submitted(new MailNotice());
    Notice slow = submitted(new RegisteredNotice());
    clock.advance(Duration.ofDays(2));
    sweeper.sweep();

    assertThat(row(mail, quick).orElseThrow().state()).isEqualTo(State.EXPIRED);
    assertThat(row(paper, slow).orElseThrow().state()).isEqualTo(State.RETRYING);
    assertThat(work.expired).extracting(Object::getClass).containsExactly(MailNotice.class);
    assertThat(
            jdbc.sql("select process_type from asyncable_history where record_id = ?")
                .param(String.valueOf(slow.id))
                .query(String.class)
                .list())
        .isNotEmpty()
        .containsOnly("PaperNotice");
  }

  @Test
  void noTypeHidesWhatIsDueOfAnother() {
    scheduled(new MailNotice());
    scheduled(new MailNotice());
    scheduled(new PaperNotice());
    Instant due = clock.instant().plus(Duration.ofDays(2));

    List<String> found =
        transaction.execute(
            status ->
                timers
                    .findDue(
                        List.of(new Look(mail, 1, null), new Look(paper, 1, null)),
                        worker.epoch(),
                        due)
                    .stream()
                    .map(one -> one.reference().type())
                    .toList());
    assertThat(found).containsExactlyInAnyOrder("MailNotice", "PaperNotice");
    // The queue of one stands still, and its window is not over.
    assertThat(
            timers.findDue(
                List.of(
                    new Look(mail, 10, clock.instant().minus(Duration.ofDays(1))),
                    new Look(paper, 10, null)),
                worker.epoch(),
                due))
        .extracting(one -> one.reference().type())
        .containsExactly("PaperNotice");
  }

  @Test
  void aSweepReadsTheIndexOfTheTimers() {
    jdbc.sql(
            """
            insert into notice (id, kind, submitted_at, last_submitted_at, attempts, due_at)
            select -i, case when i % 2 = 0 then 'paper' else 'it''s :mail' end, at, at, 0, at
            from generate_series(1, 20000) i,
              lateral (select cast(:now as timestamptz) + i * interval '1 second') l(at)
            """)
        .param("now", now())
        .update();
    jdbc.sql("analyze notice").update();
    Long scans =
        transaction.execute(
            status -> {
              long before = tableScans();
              jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
              List<Look> looks = List.of(new Look(mail, 100, null), new Look(paper, 100, null));
              Instant soon = clock.instant().plusSeconds(10);
              assertThat(timers.anyDue(mail.table(), soon)).isTrue();
              assertThat(timers.findDue(looks, worker.epoch(), soon)).hasSize(10);
              return tableScans() - before;
            });
    assertThat(scans).isZero();
  }

  /** How often this session has read the whole table. */
  private long tableScans() {
    return jdbc.sql("select seq_scan from pg_stat_xact_user_tables where relname = 'notice'")
        .query(Long.class)
        .single();
  }

  @Test
  void oneTypeThatCannotBeSweptStopsNoOther() {
    Notice stuck = scheduled(new PaperNotice());
    Notice free = scheduled(new MailNotice());
    jdbc.sql(
            """
            create function torn() returns trigger language plpgsql as
              'begin raise exception ''torn''; end';
            create trigger torn before update on notice
              for each row when (old.kind = 'paper') execute function torn();
            """)
        .update();
    try {
      clock.advance(Duration.ofMinutes(90));
      await()
          .until(
              () -> {
                sweeper.sweep();
                return row(mail, free).orElseThrow().state() == State.PROCESSED;
              });
      assertThat(row(paper, stuck).orElseThrow().state()).isEqualTo(State.QUEUED);
    } finally {
      jdbc.sql("drop function torn cascade").update();
    }
    await()
        .until(
            () -> {
              sweeper.sweep();
              return row(paper, stuck).orElseThrow().state() == State.PROCESSED;
            });
  }

  @Test
  void listsAndFiguresAreOfOneType() {
    Notice one = scheduled(new MailNotice());
    scheduled(new PaperNotice());
    scheduled(new RegisteredNotice());
    Instant later = clock.instant().plus(Duration.ofHours(2));

    assertThat(list(mail, later)).extracting(RecordRow::id).containsExactly("" + one.id);
    assertThat(list(paper, later)).hasSize(2);
    assertThat(counts.states(List.of(mail, paper), List.of(Duration.ofDays(1)), 100, later))
        .extracting(StateCount::type, StateCount::records)
        .containsExactlyInAnyOrder(tuple(mail, 1L), tuple(paper, 2L));
    assertThat(records.backlog(mail, later).get(State.QUEUED).records()).isEqualTo(1);
    assertThat(counts.statistics(paper, Instant.EPOCH, Duration.ofDays(1), later).total())
        .isEqualTo(2);
  }

  @Test
  void aRecordOfAnUnknownTypeIsLeftAloneAndListedAsSuch() {
    long waiting = stranger("fax");
    long without = stranger("");
    List<Map<String, Object>> before = rows();

    sweeper.sweep();
    clock.advance(Duration.ofDays(30));
    sweeper.sweep();
    sweeper.sweepOwn();

    assertThat(rows()).isEqualTo(before);
    Instant now = clock.instant();
    UnknownTypes.Oldest found = unknown.oldest(1, now);
    assertThat(found.total()).isEqualTo(2);
    assertThat(found.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.type()).isEqualTo("fax");
              assertThat(row.id()).isEqualTo("" + waiting);
              assertThat(row.table()).isEqualTo("notice");
              assertThat(row.state()).isEqualTo(State.QUEUED);
              assertThat(row.why())
                  .isEqualTo(
                      "The type 'fax' is unknown to this application. Another version may know it.");
            });
    assertThat(unknown.oldest(10, now).rows())
        .extracting(UnknownTypes.Row::id)
        .containsExactly("" + waiting, "" + without);
    for (ProcessType type : List.of(mail, paper)) {
      assertThat(records.find(type, "" + waiting, now)).isEmpty();
    }
    assertThat(list(paper, now)).isEmpty();
    assertThat(list(mail, now)).isEmpty();
  }

  /** A dead worker's claim is due at once for those who know the type; here it is not lost. */
  @Test
  void aRunningRecordOfAnUnknownTypeIsNotLost() {
    long running = stranger("fax");
    long dead =
        jdbc.sql(
                """
                insert into asyncable_worker (name, started_at, seen_at, dead_at)
                values ('made up', clock_timestamp(), clock_timestamp(), clock_timestamp())
                returning epoch
                """)
            .query(Long.class)
            .single();
    jdbc.sql("update notice set attempts = 1, attempted_at = ?, claimed_by = ? where id = ?")
        .param(now())
        .param(dead)
        .param(running)
        .update();
    timers.release(mail.table(), dead);
    clock.advance(Duration.ofDays(30));
    sweeper.sweep();

    assertThat(unknown.oldest(10, clock.instant()).rows())
        .extracting(UnknownTypes.Row::state)
        .containsExactly(State.RUNNING);
    assertThat(
            jdbc.sql("select count(*) from asyncable_history where record_id = ?")
                .param("" + running)
                .query(Integer.class)
                .single())
        .isZero();
  }

  /** Submitted by another version of the application, and due. */
  private long stranger(String kind) {
    long id = IDS.incrementAndGet();
    jdbc.sql(
            """
            insert into notice (id, kind, submitted_at, last_submitted_at, attempts, due_at,
              published_at) values (:id, :kind, :now, :now, 0, :now, :now)
            """)
        .param("id", id)
        .param("kind", kind)
        .param("now", now().plusNanos(id * 1_000))
        .update();
    return id;
  }

  private List<Map<String, Object>> rows() {
    return jdbc.sql("select * from notice order by id").query().listOfRows();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private <T extends Notice> T submitted(T notice) {
    notice.id = IDS.incrementAndGet();
    asyncables.submit(notice);
    return notice;
  }

  private <T extends Notice> T scheduled(T notice) {
    notice.id = IDS.incrementAndGet();
    asyncables.submit(notice, Duration.ofHours(1));
    return notice;
  }

  private Optional<RecordRow> row(ProcessType type, Notice notice) {
    return records.find(type, String.valueOf(notice.id), clock.instant());
  }

  private List<RecordRow> list(ProcessType type, Instant now) {
    Selection all = new Selection(List.of(new Part(type, List.of())), Criteria.NONE, Order.OLDEST);
    return records.page(all, null, 100, now);
  }
}
