package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordPagesTest {

  private static final Map<String, Object> RUNNING =
      Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L);

  private final Rows rows;
  private final Site operator;
  private final Site alice;

  RecordPagesTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void listsRecordsEscaped() {
    rows.expired("<script>alert(1)</script>", "alice", "<b>Refused</b>: (gave up: <i>no</i>)");
    rows.invoice(7, T);

    String page = operator.get("/jobs").body();

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;Refused", "Invoice 7")
        .contains("subject of", ">alice<", "expired")
        .doesNotContain("<script>", "<b>", "<i>", "style=", "onclick");
  }

  @Test
  void showsARecordUnderBothAddresses() {
    String id = rows.expired("p", "alice", "Refused: <img src=x> (gave up: permanent failure)");

    assertThat(operator.get("/jobs/Parcel/" + id).body())
        .contains(
            "The engine gave up after 2 attempts: permanent failure.",
            "&lt;img src=x&gt;",
            "/parcels/" + id)
        .doesNotContain("<img");
    assertThat(operator.get("/asyncable_jobs/Parcel/jobs/" + id).statusCode()).isEqualTo(200);
    assertThat(operator.get("/asyncable_jobs/Parcel/jobs").body()).contains(id);
    assertThat(operator.get("/asyncable_jobs/Invoice/jobs").body()).doesNotContain(id);
  }

  @Test
  void aRestartReturnsToTheListWithItsFilterAndANotice() {
    String id = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");

    HttpResponse<String> answer =
        operator.form(
            "/jobs?type=Parcel&state=expired",
            "/jobs/Parcel/" + id + "/restart",
            Map.of("list", "type=Parcel&state=expired&age=1h"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/jobs?type=Parcel&state=expired&age=1h");
    assertThat(operator.follow(answer).body()).contains("Restarted Parcel " + id);
  }

  @Test
  void theListsFormsCarryItsFilter() {
    rows.expired("p", "alice", "Refused: (gave up: permanent failure)");
    String retrying =
        rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T, "error", "Busy: x"));
    String field = "name=\"list\" value=\"type=Parcel\"";
    String page = operator.get("/jobs?type=Parcel").body();
    assertThat(page).contains("/jobs/Parcel/" + retrying + "/retry", field);

    String asks = page.split("href=\"(?=[^\"]*/restart\\?list=)")[1].split("\"")[0];
    assertThat(operator.get(asks).body()).contains(field, "href=\"/jobs?type=Parcel\"");
  }

  @Test
  void aCancellationReturnsToTheRecord() {
    String id = rows.parcel("p", "alice", T, RUNNING);

    HttpResponse<String> answer =
        operator.form(
            "/jobs/Parcel/" + id,
            "/jobs/Parcel/" + id + "/cancel",
            Map.of("from", "detail", "reason", "<em>filed twice</em>"));

    assertThat(operator.follow(answer).body())
        .contains("Canceled Parcel " + id, "&lt;em&gt;filed twice", "by operator");
  }

  @Test
  void whatHelpsStandsOutAmongWhatCanBeDone() {
    String id = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");

    assertThat(operator.get("/jobs/Parcel/" + id).body())
        .containsPattern(
            "<a class=\"button helps\" href=\"/jobs/Parcel/"
                + id
                + "/restart\\?from=detail\"\\s+data-action=\"restart\">")
        .containsPattern(
            "<a class=\"button\" href=\"/jobs/Parcel/" + id + "/cancel\\?from=detail\">")
        .containsOnlyOnce("data-action");
  }

  @Test
  void whatIsRefusedIsANotice() {
    String id = rows.parcel("p", "alice", T, RUNNING);
    String form = "/jobs/Parcel/" + id;
    Map<String, String> from = Map.of("from", "detail");

    HttpResponse<String> refused = operator.form(form, form + "/restart", from);
    assertThat(operator.follow(refused).body()).contains("is running and cannot be restarted");

    rows.invoice(1, T);
    operator.follow(operator.form("/jobs/Invoice/1", "/jobs/Invoice/1/cancel", from));
    HttpResponse<String> again = operator.form(form, "/jobs/Invoice/1/cancel", from);
    assertThat(operator.follow(again).body()).contains("already processed or canceled");
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo() {
    HttpResponse<String> answer = operator.get("/jobs/Invoice/404");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no Invoice with the id", "href=\"/jobs\"");
    assertThat(operator.get("/jobs?type=Nope").body()).contains("no process type");
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    rows.invoice(1, T);
    assertThat(operator.form("/jobs/Invoice/1/cancel", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void whoMayNotActSeesNoFormsAndIsRefused() {
    String own = rows.expired("own", "alice", "Refused: (gave up: permanent failure)");
    String other = rows.parcel("other", "bob", T, Map.of());

    assertThat(alice.get("/jobs").body()).contains(own).doesNotContain(other, "/restart");
    assertThat(alice.get("/jobs/Parcel/" + other).statusCode()).isEqualTo(404);
  }

  @Test
  void servesItsStylesheetAndScript() {
    assertThat(operator.get("/asyncable/asyncable.css").statusCode()).isEqualTo(200);
    assertThat(operator.get("/asyncable/asyncable.js").statusCode()).isEqualTo(200);
  }
}
