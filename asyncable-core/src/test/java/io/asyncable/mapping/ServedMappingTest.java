package io.asyncable.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.mapping.MappingApplication.Work;
import io.asyncable.mapping.Mappings.Alpha;
import io.asyncable.mapping.Mappings.Applicant;
import io.asyncable.mapping.Mappings.Beta;
import io.asyncable.mapping.Mappings.Bill;
import io.asyncable.mapping.Mappings.BillReminder;
import io.asyncable.mapping.Mappings.Car;
import io.asyncable.mapping.Mappings.Compared;
import io.asyncable.mapping.Mappings.Contract;
import io.asyncable.mapping.Mappings.Frozen;
import io.asyncable.mapping.Mappings.Lease;
import io.asyncable.mapping.Mappings.MailNotice;
import io.asyncable.mapping.Mappings.Odd;
import io.asyncable.mapping.Mappings.PaperNotice;
import io.asyncable.mapping.Mappings.Parcel;
import io.asyncable.mapping.Mappings.ParcelDetail;
import io.asyncable.mapping.Mappings.Permit;
import io.asyncable.mapping.Mappings.RegisteredNotice;
import io.asyncable.mapping.Mappings.Sensor;
import io.asyncable.mapping.Mappings.Truck;
import io.asyncable.mapping.Mappings.Tuned;
import io.asyncable.mapping.Mappings.WorkPermit;
import io.asyncable.move.Claims;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Heartbeat;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A record is submitted, claimed, processed, swept and expired in whatever way it is mapped. */
@ServedMappings
class ServedMappingTest {

  private static final AtomicLong IDS = new AtomicLong();
  private static final Duration PAST_THE_WINDOW = Duration.ofDays(5);

  @Autowired Asyncables asyncables;
  @Autowired ProcessTypes types;
  @Autowired Sweeper sweeper;
  @Autowired Claims claims;
  @Autowired Timers timers;
  @Autowired Heartbeat worker;
  @Autowired EntityManager entities;
  @Autowired EntityManagerFactory factory;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @Autowired TestClock clock;
  @Autowired Work work;

  static Stream<Named<Object>> records() {
    return Stream.of(
            new Truck(),
            new MailNotice(),
            new PaperNotice(),
            new RegisteredNotice(),
            new Permit(),
            new WorkPermit(),
            new Contract(),
            new Lease(),
            new Applicant(),
            new Sensor(),
            new Alpha(),
            new Beta(),
            new Parcel(),
            new ParcelDetail(),
            new Bill(),
            new BillReminder(),
            new Frozen(),
            new Tuned(),
            new Compared(),
            new Odd())
        .map(record -> Named.of(record.getClass().getSimpleName(), record));
  }

  @AfterEach
  void doNothing() {
    work.doing = record -> {};
    work.expired.clear();
  }

  @ParameterizedTest
  @MethodSource("records")
  void aNewRecordIsProcessed(Object record) {
    identify(record);
    asyncables.submit(record);
    assertThat(state(record)).isEqualTo(State.PROCESSED);

    asyncables.restart(record);
    assertThat(state(record)).isEqualTo(State.PROCESSED);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aStoredRecordIsRetriedAndExpires(Object record) {
    store(record);
    work.doing =
        any -> {
          throw new IllegalStateException("busy");
        };
    asyncables.submit(record);
    assertThat(state(record)).isEqualTo(State.RETRYING);

    clock.advance(Duration.ofMinutes(2));
    sweeper.sweep();
    assertThat(stored(record, AsyncColumn.ATTEMPTS)).isEqualTo(2);

    clock.advance(PAST_THE_WINDOW);
    sweeper.sweep();
    assertThat(state(record)).isEqualTo(State.EXPIRED);
    assertThat(work.expired).extracting(Object::getClass).containsExactly(record.getClass());
  }

  @ParameterizedTest
  @MethodSource("records")
  void aScheduledRecordRunsInItsTimeUnlessItIsCanceled(Object record) {
    store(record);
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    asyncables.submit(record, tomorrow);
    asyncables.cancel(record, "not now");
    assertThat(state(record)).isEqualTo(State.CANCELED);

    asyncables.submit(record, tomorrow);
    clock.advance(Duration.ofDays(2));
    sweeper.sweep();
    assertThat(state(record)).isEqualTo(State.PROCESSED);
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatADeadWorkerHeldIsReleased(Object record) {
    store(record);
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    asyncables.submit(record, tomorrow);
    ProcessType type = types.of(record, "");
    long dead =
        jdbc.sql(
                """
                insert into asyncable_worker (name, started_at, seen_at)
                values ('made up', clock_timestamp(), clock_timestamp()) returning epoch
                """)
            .query(Long.class)
            .single();
    Instant now = clock.advance(Duration.ofDays(1));
    Reference reference = new Reference(type.name(), type.idOf(record), tomorrow, 0);
    timers.publish(type.table(), List.of(new Timer(reference, now)), now);
    assertThat(claims.claimFree(type, List.of(reference), dead, now)).hasSize(1);
    jdbc.sql("update asyncable_worker set dead_at = clock_timestamp() where epoch = ?")
        .param(dead)
        .update();
    timers.release(type.table(), dead);
    sweeper.sweep();

    assertThat(state(record)).isEqualTo(State.PROCESSED);
    assertThat(stored(record, AsyncColumn.ATTEMPTS)).isEqualTo(2);
  }

  @Test
  void rowsOfOthersInTheSameTableAreLeftAlone() {
    Car car = new Car();
    store(car);
    Bill bill = new Bill();
    store(bill);
    BillReminder reminder = entities.find(BillReminder.class, bill.id);

    asyncables.submit(bill);
    clock.advance(PAST_THE_WINDOW);
    sweeper.sweep();

    assertThat(state(bill)).isEqualTo(State.PROCESSED);
    assertThat(state(reminder)).isEqualTo(State.NOT_SUBMITTED);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from vehicle where id = ? and attempts = 0
                      and coalesce(submitted_at, attempted_at, processed_at, due_at) is null
                    """)
                .param(car.id)
                .query(Integer.class)
                .single())
        .isOne();
  }

  /** The sweeper moves the timer under a handler that is slower than the grace. */
  @Test
  void theEnginesStatementsAreNoConcurrentChangeOfARecord() {
    Tuned tuned = new Tuned();
    Compared compared = new Compared();
    for (Object record : List.of(tuned, compared)) {
      identify(record);
      work.doing =
          loaded -> {
            move(loaded);
            if (loaded instanceof Tuned loadedTuned) {
              loadedTuned.note = "done";
            } else if (loaded instanceof Compared loadedCompared) {
              loadedCompared.note = "done";
            }
          };
      assertThatCode(() -> asyncables.submit(record)).doesNotThrowAnyException();
      assertThat(state(record)).isEqualTo(State.PROCESSED);
    }
    assertThat(entities.find(Tuned.class, tuned.id).note).isEqualTo("done");
    assertThat(entities.find(Compared.class, compared.id).note).isEqualTo("done");
  }

  /** As the worker's sweeper does, on a connection of its own. */
  private void move(Object record) {
    ProcessType type = types.of(record, "");
    Thread sweeping =
        new Thread(
            () ->
                jdbc.sql(
                        type.sql(
                            "update {table} set {due_at} = {due_at} + interval '1 s' where {id} = ?"))
                    .param(factory.getPersistenceUnitUtil().getIdentifier(record))
                    .update());
    sweeping.start();
    try {
      sweeping.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void identify(Object record) {
    long id = IDS.incrementAndGet();
    if (record instanceof ParcelDetail detail) {
      Parcel parcel = new Parcel();
      store(parcel);
      detail.parcel = parcel;
      return;
    }
    Class<?> type = record.getClass();
    while (type != Object.class) {
      try {
        type.getDeclaredField("id").setLong(record, id);
        return;
      } catch (NoSuchFieldException above) {
        type = type.getSuperclass();
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private void store(Object record) {
    identify(record);
    transaction.executeWithoutResult(status -> entities.persist(record));
  }

  private State state(Object record) {
    ProcessType type = types.of(record, "");
    return State.valueOf(
        jdbc.sql(
                type.sql(
                    "select "
                        + State.sql(ProcessType::braced, ":now")
                        + " from {table} where {id} = cast(:id as {idType})"))
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("id", type.idOf(record))
            .query(String.class)
            .single());
  }

  private Object stored(Object record, AsyncColumn column) {
    ProcessType type = types.of(record, "");
    return jdbc.sql(
            type.sql(
                "select %s from {table} where {id} = cast(:id as {idType})"
                    .formatted(ProcessType.braced(column))))
        .param("id", type.idOf(record))
        .query()
        .singleValue();
  }
}
