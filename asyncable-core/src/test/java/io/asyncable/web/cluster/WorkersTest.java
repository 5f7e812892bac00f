package io.asyncable.web.cluster;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class WorkersTest {

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site alice;

  WorkersTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void tellsWhatEachWorkerRunsNow() {
    long other = rows.consumer("<i>other</i>");
    String running = rows.parcel("running", "alice", T, Map.of());
    String second = rows.parcel("second", "alice", T, Map.of());
    String ended = rows.parcel("ended", "alice", T, Map.of());
    String taken = rows.parcel("taken", "alice", T, Map.of());
    long epoch =
        rows.consumer(
            "host:1",
            "Parcel:" + running,
            "Parcel:" + ended,
            "Parcel:" + taken,
            "Parcel:" + second,
            "Gone:1");
    claim(running, epoch, 2, T.plusSeconds(2));
    claim(second, epoch, 1, T.plusSeconds(1));
    claim(taken, other, 1, T);
    claim(ended, epoch, 1, T);
    jdbc.sql("update parcel set processed_at = now(), due_at = null where label = 'ended'")
        .update();

    HttpResponse<String> answer = operator.get("/api/workers");

    Map<String, Object> worker = worker(answer, epoch);
    assertThat(worker)
        .containsEntry("name", "host:1")
        .containsEntry("alive", true)
        .containsEntry("held", 3)
        .containsEntry("queues", List.of(Map.of("name", "default", "concurrency", 16, "held", 3)))
        .containsEntry(
            "running",
            List.of(
                Map.of(
                    "type", "Parcel", "id", second, "attempt", 1, "since", "" + T.plusSeconds(1)),
                Map.of(
                    "type",
                    "Parcel",
                    "id",
                    running,
                    "attempt",
                    2,
                    "since",
                    "" + T.plusSeconds(2))));
    assertThat(operator.get("/jobs/workers").body())
        .contains("host:1", "default: 3 of 16", "href=\"/jobs/Parcel/" + running, "attempt 2")
        .contains("&lt;i&gt;other&lt;/i&gt;")
        .doesNotContain(ended, "<i>", "style=");
  }

  @Test
  void tellsTheDeadFromTheLiving() {
    long epoch = rows.consumer("gone:7");
    rows.kill(epoch);

    Map<String, Object> worker = worker(operator.get("/api/workers"), epoch);
    assertThat(worker).containsEntry("alive", false).containsEntry("queues", List.of());
    assertThat(worker.get("deadAt")).isNotNull();
    assertThat(operator.get("/jobs/workers").body()).contains("gone:7", "died");
  }

  @Test
  void whoSeesOnlyOwnRecordsSeesNoWorkers() {
    assertThat(alice.get("/jobs/workers").statusCode()).isEqualTo(403);
    assertThat(alice.get("/api/workers").statusCode()).isEqualTo(403);
  }

  private void claim(String id, long epoch, int attempt, Instant since) {
    Map<String, Object> columns = new HashMap<>();
    columns.put("epoch", epoch);
    columns.put("attempt", attempt);
    columns.put("since", since.atOffset(ZoneOffset.UTC));
    columns.put("id", id);
    jdbc.sql(
            """
            update parcel set claimed_by = :epoch, attempts = :attempt, attempted_at = :since
            where id = cast(:id as uuid)
            """)
        .params(columns)
        .update();
  }

  private static Map<String, Object> worker(HttpResponse<String> answer, long epoch) {
    List<Map<String, Object>> found =
        Site.read(answer, "$.workers[?(@.epoch == %d)]".formatted(epoch));
    return found.get(0);
  }
}
