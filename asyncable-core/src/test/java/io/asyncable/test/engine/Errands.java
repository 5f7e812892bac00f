package io.asyncable.test.engine;

import io.asyncable.Attempt;
import io.asyncable.Exhausted;
import io.asyncable.WhenLost;
import io.asyncable.job.JobExhausted;
import io.asyncable.job.JobHandler;
import io.asyncable.job.JobLog;
import io.asyncable.job.JobProgress;
import io.asyncable.job.JobType;
import io.asyncable.job.Unique;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Jobs that do what a test tells them. */
@Component
public class Errands {

  @JobType(value = "errand.run", formerly = "errand.walk")
  public record RunErrand(@NotBlank String label, List<Integer> steps, @Nullable Instant at) {}

  @JobType("errand.retried")
  public record Retried(String label) {}

  @JobType("errand.attempted")
  public record Attempted(String label) {}

  @JobType("errand.booked")
  public record Booked(String label) {}

  @JobType("errand.paid")
  public record Paid(String label) {}

  @JobType("errand.charged")
  public record Charged(String label) {}

  @JobType("errand.timed")
  public record Timed(String label) {}

  public record Answer(String text) {}

  @JobType("errand.logged")
  public record Logged(String label) {}

  @JobType("errand.logged-in-transaction")
  public record LoggedInTransaction(String label) {}

  @JobType("errand.counting")
  public record Counting() {}

  @JobType("errand.until-started")
  public record UntilStarted(String label) {}

  @JobType("errand.until-executed")
  public record UntilExecuted(String label) {}

  @JobType("errand.hourly")
  public record Hourly(String label) {}

  public interface Line {
    void act(Attempt attempt) throws Exception;
  }

  /** What the handler of counting errands does. */
  public volatile Consumer<JobProgress> counting = progress -> {};

  public interface LoggedLine {
    @Nullable Object act(Attempt attempt, JobLog log) throws Exception;
  }

  /** What the handlers of logged errands do, and return. */
  public volatile LoggedLine logging = (attempt, log) -> null;

  /** What the handler does, by label. */
  public final Map<String, Line> lines = new ConcurrentHashMap<>();

  public final List<Object> done = new CopyOnWriteArrayList<>();
  public final List<Exhausted> exhausted = new CopyOnWriteArrayList<>();
  public final List<Object> givenUp = new CopyOnWriteArrayList<>();

  private final JdbcClient jdbc;

  Errands(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void clear() {
    lines.clear();
    done.clear();
    exhausted.clear();
    givenUp.clear();
    jdbc.sql(
            "truncate asyncable_job, asyncable_job_log, asyncable_job_unique_key,"
                + " asyncable_job_batch, asyncable_job_dependency")
        .update();
  }

  private void perform(String label, Object errand, Attempt attempt) throws Exception {
    done.add(errand);
    lines.getOrDefault(label, any -> {}).act(attempt);
  }

  @JobHandler
  void run(RunErrand errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobHandler(retries = 5)
  void retry(Attempt attempt, Retried errand) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobExhausted
  void exhausted(Retried errand, Exhausted why) {
    givenUp.add(errand);
    exhausted.add(why);
  }

  @JobHandler(attempts = 5)
  void attempt(Attempted errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobExhausted
  void exhausted(Attempted errand) {
    givenUp.add(errand);
  }

  @JobHandler(whenLost = WhenLost.STOP)
  void pay(Paid errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobExhausted
  void exhausted(Paid errand, Exhausted why) {
    givenUp.add(errand);
    exhausted.add(why);
  }

  @JobHandler(whenLost = WhenLost.STOP)
  void time(Timed errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobHandler(storeResult = true)
  @Nullable Object log(Logged errand, Attempt attempt, JobLog log) throws Exception {
    return logging.act(attempt, log);
  }

  @JobHandler
  void count(Counting errand, JobProgress progress) {
    counting.accept(progress);
  }

  @JobHandler(unique = Unique.UNTIL_STARTED)
  void started(UntilStarted errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobHandler(unique = Unique.UNTIL_EXECUTED)
  void executed(UntilExecuted errand, Attempt attempt) throws Exception {
    perform(errand.label, errand, attempt);
  }

  @JobHandler(unique = Unique.FOR_PERIOD, uniquePeriod = "1h")
  void hourly(Hourly errand) {
    done.add(errand);
  }

  @Component
  static class Bookkeeper {
    private final Errands errands;
    private final JdbcClient jdbc;

    Bookkeeper(Errands errands, JdbcClient jdbc) {
      this.errands = errands;
      this.jdbc = jdbc;
    }

    @JobHandler
    @Transactional
    void book(Booked errand, Attempt attempt) throws Exception {
      jdbc.sql("insert into payment (amount) values (4711)").update();
      errands.perform(errand.label, errand, attempt);
    }

    @JobHandler(storeResult = true)
    @Transactional
    @Nullable Object log(LoggedInTransaction errand, JobLog log, Attempt attempt) throws Exception {
      jdbc.sql("insert into payment (amount) values (4713)").update();
      return errands.logging.act(attempt, log);
    }

    @JobHandler(whenLost = WhenLost.STOP)
    @Transactional
    void charge(Charged errand, Attempt attempt) throws Exception {
      jdbc.sql("insert into payment (amount) values (4712)").update();
      errands.perform(errand.label, errand, attempt);
    }
  }
}
