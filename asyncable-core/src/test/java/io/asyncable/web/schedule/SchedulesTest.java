package io.asyncable.web.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules of another version of the application; the application's tests act on its own. */
@WebTest
class SchedulesTest {

  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;

  SchedulesTest(@Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
  }

  @BeforeEach
  void insert() {
    jdbc.sql(
            """
            insert into asyncable_schedule
              (name, plan, next_at, missed, paused_at, paused_by, pause_reason)
            values ('<b>nightly</b>', '0 3 * * * UTC', '2030-01-01T03:00:00Z', 7,
              '2026-01-01T00:00:00Z', 'carol', 'month & end')
            """)
        .update();
  }

  @AfterEach
  void clear() {
    jdbc.sql("truncate asyncable_schedule").update();
  }

  @Test
  void tellsPlansAndPauses() {
    HttpResponse<String> all = viewer.get("/api/schedules");
    assertThat(Site.<List<String>>read(all, "$.schedules[*].schedule.name"))
        .containsExactly("<b>nightly</b>");
    assertThat(Site.<Integer>read(all, "$.schedules[0].schedule.missed")).isEqualTo(7);
    assertThat(Site.<Object>read(all, "$.schedules[0].schedule.jobType")).isNull();
    assertThat(Site.<Boolean>read(all, "$.schedules[0].mayRun")).isFalse();

    assertThat(operator.get("/jobs/schedules").body())
        .contains("&lt;b&gt;nightly&lt;/b&gt;", "none while it is paused")
        .contains("not in this version of the application")
        .doesNotContain("Run, pause and resume");
  }

  @Test
  void refusesAnUnknownOne() {
    assertThat(operator.get("/api/schedules/weekly").statusCode()).isEqualTo(404);
    assertThat(operator.get("/api/schedules/weekly").body())
        .contains("There is no schedule 'weekly'.");
    HttpResponse<String> run = operator.json("/api/schedules/weekly/run", "{}");
    assertThat(run.statusCode()).isEqualTo(404);
    assertThat(run.body()).contains("There is no schedule 'weekly'.");
  }

  @Test
  void aViewerRunsNothing() {
    assertThat(viewer.json("/api/schedules/weekly/run", "{}").statusCode()).isEqualTo(403);
    assertThat(viewer.json("/api/schedules/weekly/pause", "{}").statusCode()).isEqualTo(403);
  }
}
