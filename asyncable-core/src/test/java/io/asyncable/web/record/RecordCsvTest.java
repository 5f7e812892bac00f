package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordCsvTest {

  private final Rows rows;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  RecordCsvTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void hasTheColumnsAndTheNameThatOthersRead() throws IOException {
    String id = rows.expired("\"p\",\nand more", "alice", "Refused: in full");
    rows.invoice(7, T.plusSeconds(1));
    rows.receipt(3, "12345678", "bob", T.plusSeconds(2));

    HttpResponse<String> answer = operator.get("/jobs.csv");

    String day = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"async-jobs-" + day + ".csv\"");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase("text/csv;charset=UTF-8");
    assertThat(answer.body())
        .startsWith("type,id,submitted,last_submitted,attempted,error,participant_id\r\n");
    List<CSVRecord> records = records(answer);
    assertThat(records.get(1).values())
        .containsExactly(
            "Parcel", id, T.toString(), T.toString(), T.toString(), "Refused", "tenant of alice");
    assertThat(records.get(2).values())
        .containsExactly(
            "Invoice", "7", "2026-01-31T10:00:01Z", "2026-01-31T10:00:01Z", "", "", "");
    assertThat(records.get(3).get(6)).isEqualTo("account of 12345678");
  }

  @Test
  void followsTheFilterAndTheSortOverAllPages() throws IOException {
    rows.manyInvoices(2_500);
    rows.expired("p", "alice", "Refused: x");

    assertThat(records(operator.get("/jobs.csv?type=Invoice"))).hasSize(2_501);
    List<CSVRecord> newest = records(operator.get("/api/jobs.csv?sort=newest"));
    assertThat(newest).hasSize(2_502);
    assertThat(newest.get(1).get(1)).isEqualTo("2499");
    assertThat(records(operator.get("/jobs.csv?error=Refused"))).hasSize(2);
  }

  @Test
  void tellsNoMoreOfAnErrorThanItsFirstTokenWhoeverAsks() {
    rows.expired("p", "alice", "Refused: secret (gave up: permanent failure)");

    for (Site site : List.of(viewer, operator)) {
      for (String file : List.of("/jobs.csv", "/jobs.csv?why=true")) {
        assertThat(site.get(file).body()).contains(",Refused,").doesNotContain("secret");
      }
    }
  }

  @Test
  void tellsWhyAndWhatIsNextWhenAskedTo() throws IOException {
    String id = rows.expired("p", "alice", "Refused: x (gave up: permanent failure)");
    rows.pause("books");
    rows.manyInvoices(1_200);

    HttpResponse<String> answer = operator.get("/jobs.csv?why=true&sort=oldest");

    assertThat(answer.body())
        .startsWith(
            "type,id,submitted,last_submitted,attempted,error,participant_id,"
                + "state,reason,why,next\r\n");
    List<CSVRecord> records = records(answer);
    assertThat(records).hasSize(1_202).allMatch(row -> row.size() == 11);
    CSVRecord parcel =
        records.stream().filter(row -> row.get(1).equals(id)).findFirst().orElseThrow();
    HttpResponse<String> record = operator.get("/api/jobs/Parcel/" + id);
    assertThat(parcel.toList().subList(7, 11))
        .containsExactly(
            "EXPIRED",
            "expired_permanent",
            Site.read(record, "$.why"),
            Site.read(record, "$.next"));
    assertThat(records.get(1_201).toList())
        .contains("QUEUED", "queue_paused")
        .anyMatch(cell -> cell.contains("paused by olga"));
    assertThat(operator.get("/jobs.csv?why=maybe").statusCode()).isEqualTo(400);
  }

  @Test
  void whoSeesOwnRecordsOnlyGetsNoOthers() throws IOException {
    rows.expired("own", "alice", "Refused: secret");
    rows.expired("other", "bob", "Refused: secret");
    rows.invoice(1, T);

    HttpResponse<String> answer = alice.get("/jobs.csv");

    assertThat(records(answer)).hasSize(2);
    assertThat(answer.body()).contains("tenant of alice").doesNotContain("tenant of bob", "secret");
  }

  @Test
  void nothingInItIsCalculated() throws IOException {
    rows.parcel("p", "alice", T, Map.of("tenant", "=HYPERLINK(\"http://evil\")"));
    rows.expired("e", "alice", "@SUM(1) x");

    List<CSVRecord> records = records(operator.get("/jobs.csv"));

    assertThat(records.stream().map(record -> record.get(6)))
        .contains("'=HYPERLINK(\"http://evil\")");
    assertThat(records.stream().map(record -> record.get(5))).contains("'@SUM(1)");
  }

  @Test
  void aBadFilterIsRefusedBeforeAnythingIsWritten() {
    HttpResponse<String> answer = operator.get("/jobs.csv?state=stuck");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Site.<String>read(answer, "$.detail")).contains("There is no state 'stuck'");
  }

  private static List<CSVRecord> records(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try (CSVParser parser = CSVParser.parse(answer.body(), CSVFormat.RFC4180)) {
      return parser.getRecords();
    }
  }
}
