package io.asyncable.web.job;

import static io.asyncable.test.web.Site.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class JobsTest {

  private static final String TYPE = "/api/jobs/parcel.count";
  private static final String LIST = "/api/jobs/jobs";
  private static final String FORM = "/jobs/jobs/enqueue";
  private static final String PAYLOAD =
      "{\"town\":\"Bonn\",\"weeks\":2,\"only\":[],\"until\":null}";

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site alice;
  private final Site clerk;

  JobsTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
    this.clerk = new Site(port, "clerk");
  }

  @BeforeEach
  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void aProgramEnqueuesAJobAndFindsIt() {
    HttpResponse<String> created =
        operator.json(
            TYPE,
            """
            {"payload": %s, "delay": "5m", "priority": 100, "tenant": "acme", "subject": "B-1"}
            """
                .formatted(PAYLOAD));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(Site.<Boolean>read(created, "$.created")).isTrue();
    String address = created.headers().firstValue("Location").orElseThrow();
    assertThat(address).isEqualTo(TYPE + "/" + Site.<String>read(created, "$.id"));
    HttpResponse<String> job = operator.get(address);
    assertThat(Site.<String>read(job, "$.state")).isEqualTo("SCHEDULED");
    assertThat(Site.<String>read(job, "$.tenant")).isEqualTo("acme");
    assertThat(Site.<String>read(job, "$.subject")).isEqualTo("B-1");
    assertThat(Site.<String>read(job, "$.queue")).isEqualTo("books");
    assertThat(Site.<String>read(job, "$.parts.job.payload.town")).isEqualTo("Bonn");
    assertThat(Site.<Integer>read(job, "$.parts.job.priority")).isEqualTo(100);
    assertThat(
            jdbc.sql("select actor, via, action, process_type, record_id from asyncable_audit")
                .query()
                .listOfRows())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry)
                    .containsEntry("actor", "operator")
                    .containsEntry("via", "api")
                    .containsEntry("action", "enqueue")
                    .containsEntry("process_type", "parcel.count")
                    .containsEntry("record_id", Site.<String>read(created, "$.id")));
  }

  @Test
  void whoeverAsksForAHeldKeyGetsTheJobThatHoldsIt() {
    String body = "{\"payload\": %s, \"unique\": \"once\"}".formatted(PAYLOAD);
    HttpResponse<String> first = operator.json(TYPE, body);
    HttpResponse<String> second = operator.json(TYPE, body);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Site.<Boolean>read(second, "$.created")).isFalse();
    assertThat(Site.<String>read(second, "$.id")).isEqualTo(Site.<String>read(first, "$.id"));
    assertThat(count("asyncable_job")).isEqualTo(1);
    assertThat(count("asyncable_audit")).isEqualTo(1);

    HttpResponse<String> byPage =
        operator.form(
            FORM, FORM, Map.of("type", "parcel.count", "payload", PAYLOAD, "unique", "once"));
    assertThat(operator.follow(byPage).body()).contains("Nothing was enqueued", "has the same key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          parcel.count; {"payload": PAYLOAD, "delay": "-5m"}; 400; is negative
          parcel.count; {"payload": PAYLOAD, "delay": "5"}; 400; '5' is not a delay
          parcel.count; {"payload": PAYLOAD, "delay": "9999999999999999999d"}; 400; is not a delay
          parcel.count; {"payload": PAYLOAD, "delay": "99999d"}; 400; is longer than
          parcel.count; {"payload": PAYLOAD, "priority": 1.5}; 400; priority
          parcel.count; {"payload": PAYLOAD, "tenant": " "}; 201; created
          parcel.count; {"payload": PAYLOAD, "queue": "default"}; 400; unknown field 'queue'
          parcel.count; {"payload": {"town": " ", "weeks": 1}}; 400; town must not be blank
          parcel.count; {"payload": {"twon": "Bonn", "weeks": 1}}; 400; has the unknown field 'twon'
          parcel.count; {"payload": {"town": "Bonn", "only": ["x"]}}; 400; 'only.0' of the payload must be of the type UUID
          parcel.count; {"payload": {"town": "Bonn", "weeks": "many"}}; 400; 'weeks' of the payload must be of the type int
          parcel.count; {"payload": [1]}; 400; does not fit the request of parcel.count
          parcel.count; {"payload": null}; 400; The field payload is empty
          parcel.count; {}; 400; The field payload is empty
          parcel.count; {; 400; is not JSON
          parcel.cuont; {"payload": PAYLOAD}; 404; There is no job type 'parcel.cuont'. Use one of [parcel.count].
          Parcel; {"payload": PAYLOAD}; 404; There is no job type 'Parcel'
          """)
  void whatCannotBeIsRefusedWithASentenceAndStoresNothing(
      String type, String body, int status, String sentence) {
    HttpResponse<String> answer =
        operator.json("/api/jobs/" + type, body.replace("PAYLOAD", PAYLOAD));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(sentence).doesNotContain("io.asyncable");
    assertThat(count("asyncable_job")).isEqualTo(status == 201 ? 1 : 0);
  }

  @Test
  void aPayloadThatIsTooLargeIsRefused() {
    String large = PAYLOAD.replace("Bonn", "B".repeat(256 * 1024));
    HttpResponse<String> answer = operator.json(TYPE, "{\"payload\": %s}".formatted(large));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("more than the 262,144 that asyncable.jobs.max-payload");

    HttpResponse<String> page =
        operator.form(FORM, FORM, Map.of("type", "parcel.count", "payload", large));
    assertThat(page.statusCode()).isEqualTo(413);
    assertThat(page.body()).contains("asyncable.jobs.max-payload");
    assertThat(count("asyncable_job")).isZero();
  }

  @Test
  void theFormBeginsWithTheFieldsOfTheRequest() {
    HttpResponse<String> sample = operator.get("/api/job-types/parcel.count");
    assertThat(Site.<List<String>>read(sample, "$.fields[*].name"))
        .containsExactly("town", "weeks", "only", "until");
    assertThat(Site.<List<String>>read(sample, "$.fields[*].type"))
        .containsExactly("String", "int", "List", "LocalDate");
    assertThat(Site.<String>read(sample, "$.json").replaceAll("\\s", ""))
        .isEqualTo("{\"town\":\"\",\"weeks\":0,\"only\":[],\"until\":null}");
    assertThat(operator.get(FORM).body())
        .contains("&quot;town&quot; : &quot;&quot;", "<code>until</code> (LocalDate)");
  }

  @Test
  void aRefusedFormKeepsWhatWasTyped() {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("type", "parcel.count");
    typed.put("payload", "{\"town\": \"<Bonn>\", ");
    typed.put("delay", "5m");
    typed.put("priority", "7");
    typed.put("tenant", "acme");
    typed.put("subject", "B-1");
    typed.put("unique", "once");
    HttpResponse<String> refused = operator.form(FORM, FORM, typed);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("The payload is not JSON (line 1, column", "&lt;Bonn&gt;")
        .contains(
            "value=\"5m\"", "value=\"7\"", "value=\"acme\"", "value=\"B-1\"", "value=\"once\"");
    assertThat(count("asyncable_job")).isZero();
  }

  @Test
  void jobsAreFoundByTypeStateAndTenantPageByPage() {
    for (int i = 0; i < 60; i++) {
      enqueue(
          "{\"payload\": %s, \"tenant\": \"%s\"}".formatted(PAYLOAD, i < 55 ? "acme" : "other"));
    }
    end("processed_at", 3);
    end("canceled_at", 2);

    HttpResponse<String> first = operator.get(LIST + "?tenant=acme");
    List<String> found = new ArrayList<>(ids(first));
    assertThat(found).hasSize(50);
    HttpResponse<String> second =
        operator.get(LIST + "?tenant=acme&page=" + encoded(Site.read(first, "$.next")));
    assertThat(Site.<Object>read(second, "$.next")).isNull();
    found.addAll(ids(second));
    assertThat(found).doesNotHaveDuplicates();
    assertThat(ids(operator.get(LIST + "?state=processed"))).hasSize(3);
    assertThat(ids(operator.get(LIST + "?state=canceled&type=parcel.count"))).hasSize(2);
    assertThat(ids(operator.get(LIST + "?state=queued"))).hasSize(50);
    assertThat(ids(operator.get(LIST + "?state=expired"))).isEmpty();

    HttpResponse<String> types = operator.get("/api/job-types");
    assertThat(Site.<List<Integer>>read(types, "$.types[0].states[?(@.state=='queued')].records"))
        .containsExactly(55);
    String page = operator.get("/jobs/jobs?tenant=acme").body();
    assertThat(page).contains("rel=\"next\"", "Enqueue a job", "55");
    assertThat(viewer.get("/jobs/jobs").body()).doesNotContain("Enqueue a job");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "state=done, 400, There is no state 'done'",
        "page=7, 400, The list has no page '7'",
        "page=2026-01-01T00:00:00Z_x, 400, The list has no page",
        "type=Parcel, 404, There is no job type 'Parcel'"
      })
  void aFilterThatMeansNothingIsRefused(String query, int status, String sentence) {
    HttpResponse<String> answer = operator.get(LIST + "?" + query);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(sentence);
    HttpResponse<String> page = operator.get("/jobs/jobs?" + query);
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.body()).contains("role=\"alert\"");
  }

  @Test
  void progressIsShownAndThePayloadToThoseWhoMaySeeIt() {
    String id = enqueue("{\"payload\": %s}".formatted(PAYLOAD));
    jdbc.sql(
            """
            update asyncable_job set attempts = 1, attempted_at = now() - interval '1 minute',
              progress_done = 3, progress_total = 12, progress_message = 'half of it',
              progress_at = now()
            where id = cast(? as uuid)
            """)
        .param(id)
        .update();

    String page = operator.get("/jobs/parcel.count/" + id).body();
    assertThat(page).contains("max=\"12\"", "value=\"3\"", "half of it", "Bonn", "#parts");
    HttpResponse<String> seen = viewer.get(TYPE + "/" + id);
    assertThat(Site.<Integer>read(seen, "$.parts.job.progress.done")).isEqualTo(3);
    assertThat(Site.<Object>read(seen, "$.parts.job.payload")).isNull();
    assertThat(seen.body()).doesNotContain("Bonn");
    assertThat(viewer.get("/jobs/parcel.count/" + id).body())
        .contains("max=\"12\"")
        .doesNotContain("Bonn");
  }

  @Test
  void whoMayNotEnqueueGetsNeitherFormNorJob() {
    assertThat(viewer.get(FORM).statusCode()).isEqualTo(403);
    assertThat(viewer.json(TYPE, "{\"payload\": %s}".formatted(PAYLOAD)).statusCode())
        .isEqualTo(403);
    assertThat(alice.get("/jobs/jobs").statusCode()).isEqualTo(403);
    // Another type's operator does not learn which types there are.
    HttpResponse<String> hidden = clerk.json(TYPE, "{\"payload\": %s}".formatted(PAYLOAD));
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body()).contains("Use one of [].");
    assertThat(clerk.get("/jobs/jobs").body()).contains("no jobs that you may see");
    assertThat(count("asyncable_job")).isZero();
  }

  private String enqueue(String body) {
    return Site.read(operator.json(TYPE, body), "$.id");
  }

  private void end(String column, int jobs) {
    jdbc.sql(
            """
            update asyncable_job set %s = now(), due_at = null where id in (
              select id from asyncable_job where due_at is not null and tenant = 'other' limit %d)
            """
                .formatted(column, jobs))
        .update();
  }

  private static List<String> ids(HttpResponse<String> list) {
    return Site.read(list, "$.jobs[*].id");
  }

  private int count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
