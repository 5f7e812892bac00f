package io.asyncable.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.hidden.HiddenApplication.Booked;
import io.asyncable.hidden.HiddenApplication.Calls;
import io.asyncable.hidden.HiddenApplication.Discriminated;
import io.asyncable.hidden.HiddenApplication.Filtered;
import io.asyncable.hidden.HiddenApplication.Fragile;
import io.asyncable.hidden.HiddenApplication.Restricted;
import io.asyncable.hidden.HiddenApplication.SoftDeleted;
import io.asyncable.hidden.HiddenApplication.Split;
import io.asyncable.move.RecordRow;
import io.asyncable.move.Reference;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.search.RecordList;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.RealServers;
import io.asyncable.test.TestClock;
import io.asyncable.test.TestClockConfiguration;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** A record whose row is there and that JPA does not show is not processed without its handler. */
@SpringBootTest(
    classes = HiddenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:hidden-changelog.yaml",
      "spring.jpa.hibernate.ddl-auto=validate",
      "asyncable.roles=web",
      "asyncable.types.Booked.transaction-size=10"
    })
@Import(TestClockConfiguration.class)
@ContextConfiguration(initializers = RealServers.class)
class HiddenRecordTest {

  @Autowired Asyncables asyncables;
  @Autowired ProcessTypes types;
  @Autowired RecordList records;
  @Autowired Descriptions descriptions;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired Sweeper sweeper;
  @Autowired Calls calls;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    calls.processed.clear();
    jdbc.sql(
            """
            truncate restricted, soft_deleted, filtered, discriminated, split_part, split, fragile,
              booked
            """)
        .update();
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        arguments(new Restricted(), "update restricted set visible = false", "@SQLRestriction"),
        arguments(new SoftDeleted(), "update soft_deleted set deleted = true", "@SoftDelete"),
        arguments(new Filtered(), "update filtered set visible = false", "@Filter"),
        arguments(new Discriminated(), "update discriminated set kind = 'other'", "discriminator"),
        arguments(new Split(), "delete from split_part", "split_part"),
        arguments(new Fragile(), "update fragile set visible = false", "broken"),
        arguments(new Booked(), "update booked set visible = false", "@SQLRestriction"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itsAttemptFailsWithWhatMayHideIt(Object record, String hide, String suspect) {
    RecordRow row = submitted(record);
    jdbc.sql(hide).update();
    run(row);

    RecordRow failed = stored(row);
    assertThat(failed.state()).isEqualTo(State.RETRYING);
    assertThat(failed.error()).startsWith("RecordNotLoaded: ").contains(suspect);
    assertThat(calls.processed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itExpiresThoughItsHandlerCannotBeTold(Object record, String hide, String suspect) {
    RecordRow row = submitted(record);
    jdbc.sql(hide).update();
    clock.advance(Duration.ofDays(5));
    sweeper.sweep();

    assertThat(stored(row).state()).isEqualTo(State.EXPIRED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPageSaysThatItIsNotLoaded(Object record, String hide, String suspect) {
    RecordRow row = submitted(record);
    jdbc.sql(hide).update();

    Described described = descriptions.of(row);
    assertThat(described.description().facts()).containsKey("Not loaded");
    assertThat(described.submittedBy()).isNull();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itCanBeCanceledByItsObject(Object record, String hide, String suspect) {
    RecordRow row = submitted(record);
    jdbc.sql(hide).update();

    assertThat(asyncables.cancel(record, "hidden")).isTrue();
    assertThat(stored(row).state()).isEqualTo(State.CANCELED);
    assertThat(types.of(record, "").stateOf(record).getCanceledAt()).isNotNull();
  }

  @Test
  void whatIsShownAgainIsProcessed() {
    RecordRow row = submitted(new Restricted());
    jdbc.sql("update restricted set visible = false").update();
    run(row);
    jdbc.sql("update restricted set visible = true").update();
    asyncables.retryNow(row.type().name(), row.id(), "ann", "shown again");
    run(stored(row));

    assertThat(stored(row).state()).isEqualTo(State.PROCESSED);
    assertThat(calls.processed).hasSize(1);
  }

  @Test
  void itsNeighboursAreProcessed() {
    List<Object> all =
        List.of(
            new Fragile(), new Fragile(), new Fragile(), new Booked(), new Booked(), new Booked());
    List<RecordRow> rows = all.stream().map(this::submitted).toList();
    jdbc.sql("update fragile set visible = id <> ?").param(Long.valueOf(rows.get(1).id())).update();
    jdbc.sql("update booked set visible = id <> ?").param(Long.valueOf(rows.get(3).id())).update();
    run(rows.toArray(RecordRow[]::new));

    assertThat(rows)
        .extracting(row -> stored(row).state())
        .containsExactly(
            State.PROCESSED,
            State.RETRYING,
            State.PROCESSED,
            State.RETRYING,
            State.PROCESSED,
            State.PROCESSED);
    assertThat(descriptions.of(rows))
        .extracting(described -> described.description().facts().size())
        .containsExactly(0, 1, 0, 1, 0, 0);
  }

  @Test
  void oneThatIsDeletedIsSupersededAndNobodyIsTold() {
    RecordRow row = submitted(new Restricted());
    RecordRow booked = submitted(new Booked());
    jdbc.sql("delete from restricted").update();
    jdbc.sql("delete from booked").update();
    run(row, booked);

    assertThat(calls.processed).isEmpty();
    assertThat(attempts.count()).isZero();
  }

  private RecordRow submitted(Object record) {
    ProcessType type = types.of(record, "");
    asyncables.submit(record);
    return records.find(type, type.idOf(record), clock.instant()).orElseThrow();
  }

  private RecordRow stored(RecordRow row) {
    return records.find(row.type(), row.id(), clock.instant()).orElseThrow();
  }

  /** Runs everything on this thread, as one poll. */
  private void run(RecordRow... rows) {
    dispatcher.dispatch(
        "default", Stream.of(rows).map(this::message).toList(), Runnable::run, () -> {});
    await().until(() -> attempts.count() == 0);
  }

  private Reference message(RecordRow row) {
    return new Reference(row.type().name(), row.id(), row.lastSubmittedAt(), row.attempts());
  }
}
