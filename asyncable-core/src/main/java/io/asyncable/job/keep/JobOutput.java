package io.asyncable.job.keep;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.Attempt;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.job.keep.LogRows.Line;
import io.asyncable.text.ErrorText;
import io.asyncable.text.ErrorText.Limit;
import io.asyncable.text.ThrottledLog;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Phases;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Stores what handlers leave with their jobs. Log lines wait for a thread of their own: a handler's
 * transaction may be rolled back, and a handler must not need a second connection.
 */
public final class JobOutput {

  private static final Logger log = LoggerFactory.getLogger(JobOutput.class);

  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  /** How many lines wait at most, of all jobs, while the database is away for example. */
  private static final int MOST_WAITING = 10_000;

  /** An attempt that another one has replaced leaves nothing any more. */
  private static final String RESULT =
      """
      update {table} set result = cast(:result as json), result_at = :now
      where {id} = :id and {last_submitted_at} = :submission and {attempts} = :attempt
      """;

  /** A result is that of the latest attempt, and of a job that is processed. */
  private static final String STORED =
      """
      select cast(t.result as text) from {table} t
      where t.{id} = cast(:id as {idType}) and {ofType}
        and t.{processed_at} is not null and t.result_at >= t.{attempted_at}
      """;

  private final LogRows rows;
  private final LogSettings settings;
  private final ProcessTypes types;
  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final EngineClock clock;
  private final Duty duty;
  private final ThrottledLog dropped =
      new ThrottledLog(log, "Dropped lines of jobs' logs that could not be written in time {}: {}");
  private final Map<UUID, Deque<Line>> waiting = new LinkedHashMap<>();
  private int count;

  JobOutput(
      LogRows rows,
      LogSettings settings,
      ProcessTypes types,
      EngineDatabase database,
      EngineClock clock,
      Duties duties) {
    this.rows = rows;
    this.settings = settings;
    this.types = types;
    this.database = database;
    this.jdbc = database.named();
    this.clock = clock;
    // The next pass writes what could not be written, so failures need no log line.
    this.duty =
        duties
            .named("job-log")
            .on(Role.WORKER)
            .every(BETWEEN_WRITES)
            .quietly()
            .inPhase(Phases.STATISTICS)
            .endingWith(this::flush)
            .doing(this::flush);
  }

  Duty duty() {
    return duty;
  }

  /** Adds a line to a job's log. */
  public void log(UUID job, int attempt, String text) {
    Line line = new Line(job, attempt, clock.instant(), fitting(text));
    synchronized (waiting) {
      Deque<Line> ofJob = waiting.computeIfAbsent(job, any -> new ArrayDeque<>());
      if (ofJob.size() == settings.lines()) {
        // The job would not keep the oldest one.
        ofJob.removeFirst();
        count--;
      } else if (count == MOST_WAITING) {
        dropped.event("job " + job);
        return;
      }
      ofJob.addLast(line);
      count++;
    }
  }

  private String fitting(String text) {
    int most = settings.lineLength();
    return ErrorText.fit(
        text.length() <= most ? text : text.substring(0, most) + "…", Limit.MESSAGE);
  }

  /** An attempt has ended: whoever looks at the job wants to see all of its lines. */
  public void attemptEnded() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        return;
      }
    }
    duty.soon();
  }

  /** Writes the lines that wait. */
  public synchronized void flush() {
    List<Line> lines = take();
    if (lines.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      rows.write(lines);
      written = true;
    } finally {
      if (!written) {
        giveBack(lines);
      }
    }
  }

  private List<Line> take() {
    synchronized (waiting) {
      List<Line> lines = new ArrayList<>();
      waiting.values().forEach(lines::addAll);
      waiting.clear();
      count = 0;
      return lines;
    }
  }

  private void giveBack(List<Line> lines) {
    synchronized (waiting) {
      for (int place = lines.size() - 1; place >= 0; place--) {
        Line line = lines.get(place);
        Deque<Line> ofJob = waiting.computeIfAbsent(line.job(), any -> new ArrayDeque<>());
        if (ofJob.size() < settings.lines()) {
          ofJob.addFirst(line);
          count++;
        }
      }
    }
  }

  /** The log of a job, the oldest line first. */
  public List<LogLine> logOf(String job) {
    return rows.of(job);
  }

  /** Stores the result of an attempt, in the present transaction if there is one. */
  public void result(String type, UUID job, Attempt attempt, String json) {
    String statement = types.named(type).table().sql(RESULT);
    Parameters parameters =
        new Parameters()
            .value("id", job)
            .value("result", json)
            .time("submission", attempt.submission())
            .value("attempt", attempt.number())
            .time("now", clock.instant());
    database.within(() -> jdbc.update(statement, parameters));
  }

  /** The result of a processed job as JSON; empty if there is none. */
  public Optional<String> resultOf(ProcessType type, UUID job) {
    Parameters parameters = new Parameters().value("id", job.toString());
    return jdbc.queryForList(type.sql(STORED), parameters, String.class).stream().findFirst();
  }
}
