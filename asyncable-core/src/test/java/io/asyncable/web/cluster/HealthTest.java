package io.asyncable.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The duties of each instance, its own and those of another one. */
@WebTest
class HealthTest {

  private static final String RAN = "$.instances[*].duties[?(@.ranAt != null)].name";

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site clerk;

  HealthTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.clerk = new Site(port, "clerk");
  }

  @AfterEach
  void clear() {
    rows.clear();
    jdbc.sql("delete from asyncable_worker where name = 'depot:1'").update();
  }

  @Test
  void tellsWhenEachDutyOfAnInstanceRanLast() {
    await()
        .untilAsserted(
            () ->
                assertThat(Site.<List<String>>read(operator.get("/api/health"), RAN))
                    .contains("heartbeat", "kafka-watch", "pool-watch", "statistics"));
    assertThat(operator.get("/jobs/health").body())
        .containsPattern(
            "<td>heartbeat</td>\\s*<td>1.0 s</td>\\s*<td><time datetime=\"20[^>]*>[^<]*</time>\\s*</td>\\s*<td>\\d+ ms</td>");
  }

  @Test
  void tellsHowADutyFailedToThoseWhoMaySeeAllTypes() {
    long other = rows.consumer("depot:1");
    jdbc.sql(
            """
            insert into asyncable_duty (worker, duty, interval_ms, failed_at, failure)
            values (?, 'gathering', 60000, '2026-01-31 10:00:00+00', 'the table of Parcel is gone')
            """)
        .param(other)
        .update();

    String page = operator.get("/jobs/health").body();
    assertThat(page)
        .containsPattern("<td>depot:1</td>\\s*<td>gathering</td>\\s*<td>1 min 0 s</td>")
        .contains(">not yet</span>", "2026-01-31 10:00:00", "the table of Parcel is gone");
    String hidden = clerk.get("/jobs/health").body();
    assertThat(hidden).contains("gathering", "2026-01-31 10:00:00").doesNotContain("arcel");
    assertThat(clerk.get("/api/health").body()).contains("gathering").doesNotContain("arcel");
  }
}
