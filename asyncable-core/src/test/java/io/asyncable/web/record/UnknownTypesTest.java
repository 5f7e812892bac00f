package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Records of types that this application does not know are shown, and nobody acts on them. */
@WebTest
class UnknownTypesTest {

  private static final String WHY =
      "The type 'Fax<1>' is unknown to this application. Another version may know it.";

  private final Rows rows;
  private final Site operator;
  private final Site alice;

  UnknownTypesTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void makeOne() {
    rows.clear();
    rows.wire("Fax<1>", "f1");
    rows.telegram("t1");
    awaitCount(1);
  }

  /** The count is remembered for a moment. */
  private void awaitCount(int wanted) {
    await()
        .until(
            () -> Site.<Integer>read(operator.get("/api/jobs"), "$.unknown.total").equals(wanted));
  }

  @AfterEach
  void removeIt() {
    rows.clear();
    awaitCount(0);
  }

  @Test
  void theListShowsItApart() {
    String page = operator.get("/jobs").body();
    assertThat(page)
        .contains("Of types that this application does not know", "Fax&lt;1&gt; f1")
        .contains("The type &#39;Fax&lt;1&gt;&#39; is unknown to this application.")
        .contains("Nothing happens to it here.")
        .doesNotContain("/jobs/Fax", "value=\"Fax");
    assertThat(operator.get("/jobs?type=Telegram").body()).doesNotContain("Fax");
    assertThat(operator.get("/jobs?state=queued").body()).doesNotContain("Fax");
  }

  @Test
  void theApiTellsOfIt() {
    HttpResponse<String> list = operator.get("/api/jobs");
    assertThat(Site.<Integer>read(list, "$.total")).isEqualTo(1);
    assertThat(Site.<List<String>>read(list, "$.jobs[*].id")).containsExactly("t1");
    assertThat(Site.<Map<String, Object>>read(list, "$.unknown.jobs[0]"))
        .containsEntry("type", "Fax<1>")
        .containsEntry("id", "f1")
        .containsEntry("table", "telegram")
        .containsEntry("state", "QUEUED")
        .containsEntry("reason", "unknown_type")
        .containsEntry("why", WHY)
        .containsEntry("next", "Nothing happens to it here.");
  }

  @Test
  void theFileEndsWithIt() {
    assertThat(operator.get("/jobs.csv").body())
        .endsWith("\r\nFax<1>,f1,%1$s,%1$s,,,\r\n".formatted(T));
    assertThat(operator.get("/jobs.csv?why=true").body())
        .contains(",QUEUED,unknown_type,", WHY, ",Nothing happens to it here.");
    assertThat(operator.get("/jobs.csv?type=Telegram").body()).doesNotContain("Fax");
  }

  @Test
  void whoDoesNotSeeAllTypesIsNotTold() {
    for (String address : List.of("/jobs", "/api/jobs", "/jobs.csv")) {
      assertThat(alice.get(address).body()).doesNotContain("Fax");
    }
    assertThat(Site.<Integer>read(alice.get("/api/jobs"), "$.unknown.total")).isZero();
  }

  @Test
  void nobodyCanActOnIt() {
    for (String type : List.of("Fax%3C1%3E", "Telegram")) {
      assertThat(operator.get("/api/jobs/" + type + "/f1").statusCode()).isEqualTo(404);
      assertThat(operator.json("/api/jobs/" + type + "/f1/cancel", "{}").statusCode())
          .isEqualTo(404);
    }
    HttpResponse<String> preview =
        operator.form("/jobs", "/jobs/bulk/preview", Map.of("act", "cancel", "all", "true"));
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body()).contains("Telegram").doesNotContain("Fax");
  }
}
