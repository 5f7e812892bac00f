package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why a record is where it is stands in a column, and in no text. */
@WebTest
class RecordCauseTest {

  private final Rows rows;
  private final Asyncables asyncables;
  private final JdbcClient jdbc;
  private final Site operator;

  RecordCauseTest(
      @Autowired Rows rows,
      @Autowired Asyncables asyncables,
      @Autowired JdbcClient jdbc,
      @LocalServerPort int port) {
    this.rows = rows;
    this.asyncables = asyncables;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  /** What filter, API, page and file say of a record. */
  private record Told(boolean listed, String reason, String why, String next, String file) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expired_window",
        "expired_attempts",
        "expired_permanent",
        "outcome_unknown",
        "quarantined"
      })
  void whoeverEditsAnErrorChangesNoCause(String cause) {
    String id = rows.expired("p", "alice", "Refused: x (gave up: for some reason)", cause);
    Told before = told(id, cause);
    assertThat(before.listed).isTrue();
    assertThat(before.reason).isEqualTo(cause);

    asyncables.updateError("Parcel", id, "olga", "Ticket 12");

    assertThat(told(id, cause))
        .isEqualTo(
            new Told(
                true,
                cause,
                before.why.replace("Refused", "Ticket"),
                before.next,
                before.file.replace("Refused", "Ticket")));
    assertThatThrownBy(() -> asyncables.clearError("Parcel", id, "olga", "private"))
        .isInstanceOf(ActionRefused.class);
    assertThat(told(id, cause).reason).isEqualTo(cause);

    asyncables.cancel("Parcel", id, "olga", "filed twice");
    assertThat(asyncables.clearError("Parcel", id, "olga", "private")).isTrue();
    assertThat(stored(id)).isEqualTo(cause);
  }

  private Told told(String id, String cause) {
    HttpResponse<String> record = operator.get("/api/jobs/Parcel/" + id);
    String why = Site.read(record, "$.why");
    assertThat(operator.get("/jobs/Parcel/" + id).body()).contains(why);
    List<String> listed = Site.read(operator.get("/api/jobs?reason=" + cause), "$.jobs[*].id");
    return new Told(
        listed.contains(id),
        Site.read(record, "$.reason"),
        why,
        Site.read(record, "$.next"),
        operator.get("/jobs.csv?why=true&reason=" + cause).body());
  }

  private String stored(String id) {
    return jdbc.sql("select cause from parcel where id = cast(? as uuid)")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void noTextMakesACause() {
    rows.expired("p", "alice", "Lost: the worker (gave up: window of PT96H over)", "quarantined");
    rows.parcel(
        "q",
        "alice",
        T,
        Map.of("attempts", 1, "attempted_at", T, "error", "Lost: the worker", "cause", "failed"));

    assertThat(labels("quarantined")).containsExactly("p");
    assertThat(labels("expired_window")).isEmpty();
    assertThat(labels("worker_died")).isEmpty();
    assertThat(labels("retrying")).containsExactly("q");
  }

  private List<String> labels(String reason) {
    return Site.read(operator.get("/api/jobs?reason=" + reason), "$.jobs[*].label");
  }

  @Test
  void theHistoryTellsTheCauseToPrograms() {
    String id = rows.expired("p", "alice", "Refused: x", "expired_permanent");
    rows.history(id, T, 2, "expired", T);

    assertThat(Site.<String>read(operator.get("/api/jobs/Parcel/" + id), "$.history[0].cause"))
        .isEqualTo("expired_permanent");
  }
}
