package io.asyncable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.job.keep.LogLine;
import io.asyncable.job.read.StoredJobs;
import io.asyncable.search.RecordList;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Answer;
import io.asyncable.test.engine.Errands.Logged;
import io.asyncable.test.engine.Errands.LoggedInTransaction;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines and the results that handlers leave with their jobs. */
@InlineEngineTest
class JobOutputTest {

  @Autowired Jobs jobs;
  @Autowired JobOutput output;
  @Autowired StoredJobs stored;
  @Autowired JobKeeper keeper;
  @Autowired Errands errands;
  @Autowired EngineDriver engine;
  @Autowired TestClock clock;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    output.flush();
    errands.logging = (attempt, log) -> null;
    errands.clear();
    jdbc.sql("truncate payment").update();
  }

  static Stream<Object> ofBothKinds() {
    return Stream.of(new Logged("x"), new LoggedInTransaction("x"));
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void linesStayWhenTheirAttemptFails(Object errand) {
    errands.logging =
        (attempt, log) -> {
          log.add("began " + attempt.number());
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
          return null;
        };
    Enqueued job = jobs.enqueue(errand);
    assertThat(state(job)).isEqualTo(State.RETRYING);
    assertThat(payments()).isZero();
    assertThat(log(job)).extracting(LogLine::line).containsExactly("began 1");

    clock.advance(Duration.ofHours(1));
    engine.drain();
    assertThat(log(job))
        .extracting(LogLine::attempt, LogLine::line)
        .containsExactly(tuple(1, "began 1"), tuple(2, "began 2"));
    assertThat(log(job).get(1).at()).isEqualTo(clock.instant());
  }

  @Test
  void aJobKeepsItsNewestLinesAndTheBeginningOfEach() {
    errands.logging =
        (attempt, log) -> {
          Stream.of("a", "b", "c", "d").forEach(log::add);
          output.flush();
          Stream.of("e", "f\0", "x".repeat(50)).forEach(log::add);
          return null;
        };
    Enqueued job = jobs.enqueue(new Logged("x"));

    assertThat(log(job))
        .extracting(LogLine::line)
        .containsExactly("c", "d", "e", "f\\u0000", "x".repeat(40) + "…");
  }

  /** As while the database is away. */
  @Test
  void onlyAsManyLinesOfAJobWaitAsItKeeps() {
    errands.logging =
        (attempt, log) -> {
          for (int line = 1; line <= 1_000; line++) {
            log.add("line " + line);
          }
          return null;
        };
    Enqueued job = jobs.enqueue(new Logged("x"));

    assertThat(log(job))
        .extracting(LogLine::line)
        .containsExactly("line 996", "line 997", "line 998", "line 999", "line 1000");
  }

  @Test
  void theLogGoesWithItsJob() {
    errands.logging =
        (attempt, log) -> {
          log.add("done");
          return null;
        };
    Enqueued job = jobs.enqueue(new Logged("x"));
    assertThat(log(job)).hasSize(1);
    clock.advance(Duration.ofHours(25));
    keeper.pass();

    assertThat(jdbc.sql("select count(*) from asyncable_job_log").query(Long.class).single())
        .isZero();
    output.log(job.id(), 1, "too late");
    assertThat(log(job)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void aResultIsStoredAndRead(Object errand) {
    errands.logging = (attempt, log) -> new Answer("42");
    Enqueued job = jobs.enqueue(errand);

    assertThat(jobs.result(job.type(), job.id(), Answer.class)).contains(new Answer("42"));
    assertThat(keptOf(job).result()).isEqualTo("{\"text\":\"42\"}");
    assertThat(keptOf(job).payload()).isEqualTo("{\"label\":\"x\"}");
  }

  @Test
  void thereIsNoneBeforeTheJobIsProcessedAndOfOneThatReturnsNothing() {
    errands.logging =
        (attempt, log) -> {
          throw new IllegalStateException("busy");
        };
    Enqueued failed = jobs.enqueue(new Logged("x"));
    assertThat(jobs.result(failed.type(), failed.id(), Answer.class)).isEmpty();
    errands.logging = (attempt, log) -> null;
    Enqueued silent = jobs.enqueue(new Logged("y"));
    assertThat(state(silent)).isEqualTo(State.PROCESSED);
    assertThat(jobs.result(silent.type(), silent.id(), Answer.class)).isEmpty();
    assertThatThrownBy(() -> jobs.result("errand.nope", silent.id(), Answer.class))
        .isInstanceOf(UnknownRecord.class);
  }

  /** The work is not done again for the sake of its result. */
  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void aJobWhoseResultIsTooLargeIsProcessedAndSaysSo(Object errand) {
    errands.logging = (attempt, log) -> new Answer("x".repeat(2_000));
    Enqueued job = jobs.enqueue(errand);

    assertThat(state(job)).isEqualTo(State.PROCESSED);
    assertThat(jobs.result(job.type(), job.id(), Answer.class)).isEmpty();
    assertThat(log(job))
        .singleElement()
        .extracting(LogLine::line)
        .asString()
        .startsWith("The result was not stored. The result of");
  }

  private List<LogLine> log(Enqueued job) {
    output.flush();
    return output.logOf(job.id().toString());
  }

  private StoredJobs.Stored keptOf(Enqueued job) {
    return stored.find(types.named(job.type()), job.id().toString()).orElseThrow();
  }

  private int payments() {
    return jdbc.sql("select count(*) from payment").query(Integer.class).single();
  }

  private State state(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .orElseThrow()
        .state();
  }
}
