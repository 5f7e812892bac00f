package io.asyncable.web.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import io.asyncable.worker.Heartbeat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of an attempt that runs for far longer than those of its type do. */
@WebTest
class LongRunTest {

  @Autowired Rows rows;
  @Autowired JdbcClient jdbc;
  @Autowired Heartbeat worker;
  @LocalServerPort int port;

  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void anAttemptFarBeyondTheUsualStandsOutInTheList() {
    Site viewer = new Site(port, "viewer");
    rows.telegram("slow");
    jdbc.sql(
            """
            update telegram set attempts = 1, attempted_at = ?, claimed_by = ?
            """)
        .param(Instant.now().minusSeconds(120).atOffset(ZoneOffset.UTC))
        .param(worker.epoch())
        .update();
    assertThat(viewer.get("/jobs?type=Telegram").body()).contains("<tr class=\"calm\">");

    ranForASecond(100);
    await()
        .untilAsserted(
            () -> {
              List<String> whys = Site.read(viewer.get("/api/jobs?type=Telegram"), "$.jobs[*].why");
              assertThat(whys)
                  .singleElement()
                  .asString()
                  .contains(
                      ", far longer than usual (attempt 1; 95 of 100 successful attempts of this type run at ");
            });
    assertThat(viewer.get("/jobs?type=Telegram").body())
        .contains("far longer than usual")
        .doesNotContain("class=\"calm\"");
  }

  private void ranForASecond(int attempts) {
    jdbc.sql(
            """
            insert into asyncable_statistics (process_type, period, at, processed, in_window,
              failed, lost, expired, longest_ms, ages, runs)
            select 'Telegram', 'hour', ?, ?, 0, 0, 0, 0, 1000, array_agg(0),
              array_agg(case when i = 21 then ? else 0 end)
            from generate_series(1, 64) i
            """)
        .param(Instant.now().truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC))
        .param(attempts)
        .param(attempts)
        .update();
  }
}
