package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.move.Act;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages and API offer in each state what the engine then does, and nothing else. */
@WebTest
class OfferedActsTest {

  private static final Instant FAR = Instant.parse("2199-01-01T00:00:00Z");
  private static final List<String> ACTS = Arrays.stream(Act.values()).map(Act::word).toList();
  private static final Pattern BUTTON = Pattern.compile("/Parcel/[-0-9a-f]+/([-\\w]+)[?\"]");

  private static final Pattern BULK_BUTTON =
      Pattern.compile("<button type=\"submit\" name=\"act\" value=\"([-\\w]+)\"");

  /**
   * A record in each state, what can be done to it, and which of that the list has a button for.
   */
  enum Made {
    NOT_SUBMITTED(rows -> rows.unsubmitted(false), null, "cancel"),
    SCHEDULED(
        rows -> rows.parcel("p", "alice", FAR, Map.of()),
        null,
        "begin",
        "mark-processed",
        "cancel"),
    QUEUED(
        rows -> rows.parcel("p", "alice", T, Map.of()),
        "retry",
        "retry",
        "mark-processed",
        "cancel"),
    RUNNING(
        rows ->
            rows.parcel("p", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1)),
        null,
        "mark-processed",
        "cancel"),
    RETRYING(
        rows ->
            rows.parcel(
                "p", "alice", T, Map.of("attempts", 1, "attempted_at", T, "error", "Busy: x")),
        "retry",
        "retry",
        "restart",
        "mark-processed",
        "cancel"),
    EXPIRED(
        rows -> rows.expired("p", "alice", "Refused: x"),
        "restart",
        "restart",
        "mark-processed",
        "cancel"),
    EXPIRED_WITHOUT_AN_ATTEMPT(
        rows -> rows.concluded("p", "alice", Map.of("error", "NeverAttempted")),
        "restart",
        "restart",
        "mark-processed",
        "cancel"),
    PROCESSED(rows -> rows.concluded("p", "alice", Map.of("processed_at", T)), null, "restart"),
    CANCELED(rows -> rows.concluded("p", "alice", Map.of("canceled_at", T)), null, "restart"),
    CANCELED_BEFORE_ITS_TIME(
        rows -> {
          String id = rows.concluded("p", "alice", Map.of("canceled_at", T));
          rows.resubmitted(id, FAR);
          return id;
        },
        null,
        "restart"),
    CANCELED_WITHOUT_BEING_SUBMITTED(rows -> rows.unsubmitted(true), null);

    private final Function<Rows, String> maker;
    private final @Nullable String listed;
    private final List<String> possible;

    Made(Function<Rows, String> maker, @Nullable String listed, String... possible) {
      this.maker = maker;
      this.listed = listed;
      this.possible = List.of(possible);
    }
  }

  private final Rows rows;
  private final Site operator;

  OfferedActsTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @ParameterizedTest
  @EnumSource
  void theEngineDoesWhatIsOfferedAndRefusesTheRestWithWhatToDoInstead(Made made) {
    for (String act : ACTS) {
      String id = made.maker.apply(rows);
      HttpResponse<String> answer =
          operator.json("/api/jobs/Parcel/" + id + "/" + act, "{\"reason\":\"r\"}");

      assertThat(answer.statusCode())
          .as("%s %s: %s", act, made, answer.body())
          .isEqualTo(made.possible.contains(act) ? 200 : 409);
      if (answer.statusCode() == 409) {
        assertThat(Site.<String>read(answer, "$.detail"))
            .as(act)
            .matches(".* cannot be .*\\. .+|.* was already processed or canceled, .+");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void apiPageAndListOfferTheSame(Made made) {
    String id = made.maker.apply(rows);

    HttpResponse<String> shown = operator.get("/api/jobs/Parcel/" + id);
    assertThat(offered(shown)).isEqualTo(made.possible.stream().sorted().toList());
    assertThat(buttons(operator.get("/jobs/Parcel/" + id).body()))
        .containsExactlyInAnyOrderElementsOf(made.possible);
    assertThat(buttons(operator.get("/jobs").body()))
        .isEqualTo(Stream.ofNullable(made.listed).toList());
    @Nullable String helps = Site.read(shown, "$.action");
    if (helps != null && ACTS.contains(helps)) {
      assertThat(made.possible).contains(helps);
    }
  }

  @Test
  void aTimeThatLiesAheadIsBegunOnlyAfterAQuestionThatNamesIt() {
    String id = rows.parcel("p", "alice", FAR, Map.of());

    String begin = "/jobs/Parcel/" + id + "/begin?from=detail";
    assertThat(operator.get("/jobs/Parcel/" + id).body()).contains("href=\"" + begin + "\"");
    assertThat(operator.get(begin).body())
        .containsPattern("Scheduled to begin <time[^>]*title=\"2199-01-01 00:00:00 UTC\"[^>]*>in ");
    HttpResponse<String> begun =
        operator.form(
            "/jobs/Parcel/" + id,
            "/jobs/Parcel/" + id + "/begin",
            Map.of("from", "detail", "reason", "she asked for it"));

    assertThat(operator.follow(begun).body())
        .contains("Parcel " + id + " begins now", "Begun before its time", "she asked for it")
        .doesNotContain("/begin?");
    assertThat(Site.<String>read(operator.get("/api/jobs/Parcel/" + id), "$.state"))
        .isEqualTo("QUEUED");
  }

  @Test
  void aRestartOfWhatWasCanceledBeforeItsTimeTellsThatItWaitsForItAgain() {
    String id = Made.CANCELED_BEFORE_ITS_TIME.maker.apply(rows);

    HttpResponse<String> restarted =
        operator.form(
            "/jobs/Parcel/" + id, "/jobs/Parcel/" + id + "/restart", Map.of("from", "detail"));

    assertThat(operator.follow(restarted).body())
        .contains("Restarted Parcel " + id)
        .containsPattern("Scheduled to begin <time[^>]*title=\"2199-01-01 00:00:00 UTC\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', retry restart mark-processed cancel",
    "?state=not-submitted, cancel",
    "?state=scheduled, mark-processed cancel",
    "?state=queued, retry mark-processed cancel",
    "?state=running, mark-processed cancel",
    "?state=retrying, retry restart mark-processed cancel",
    "?state=expired, restart mark-processed cancel"
  })
  void aListOffersInBulkWhatItsRecordsCanTake(String query, String acts) {
    assertThat(
            BULK_BUTTON
                .matcher(operator.get("/jobs" + query).body())
                .results()
                .map(found -> found.group(1)))
        .containsExactly(acts.split(" "));
  }

  private static List<String> offered(HttpResponse<String> job) {
    return Map.of(
            "retry",
            "$.mayRetry",
            "restart",
            "$.mayRestart",
            "mark-processed",
            "$.mayMarkProcessed",
            "begin",
            "$.mayBegin",
            "cancel",
            "$.mayCancel")
        .entrySet()
        .stream()
        .filter(may -> Site.<Boolean>read(job, may.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static List<String> buttons(String page) {
    return BUTTON
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .filter(ACTS::contains)
        .toList();
  }
}
