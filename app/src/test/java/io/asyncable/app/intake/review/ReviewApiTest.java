package io.asyncable.app.intake.review;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApplicationTest
class ReviewApiTest {

  private static final String REVIEW =
      """
      {"type": "higher_level_review", "fileNumber": "123456789", "receiptDate": "2025-01-31",
       "benefitType": "compensation", "issues": ["Knee", "Back"]}
      """;

  private final Caller alice;
  private final Caller bob;
  private final Caller viewer;

  ReviewApiTest(@Autowired MockMvcTester mvc) {
    alice = new Caller(mvc, "alice", "SUBMITTER");
    bob = new Caller(mvc, "bob", "SUBMITTER");
    viewer = new Caller(mvc, "viewer", "VIEWER");
  }

  @Test
  void filesAReviewForWhoeverIsSignedIn() {
    MvcTestResult filed = alice.post("/api/intake/reviews", REVIEW);

    assertThat(filed).hasStatus(HttpStatus.CREATED);
    assertThat(filed).bodyJson().extractingPath("$.state").isEqualTo("QUEUED");
    String location = String.valueOf(filed.getResponse().getHeader("Location"));
    assertThat(location)
        .isEqualTo("/api/intake/reviews/higher_level_review/" + read(filed, "$.id"));
    MvcTestResult review = alice.get(location);
    assertThat(review).hasStatusOk();
    assertThat(read(review, "$.submittedBy")).isEqualTo("alice");
    assertThat(read(review, "$.fileNumber")).isEqualTo("123456789");
    assertThat(read(review, "$.issues[1].description")).isEqualTo("Back");
  }

  @Test
  void showsAReviewToItsSubmitterAndToViewersOnly() {
    String location = alice.create("/api/intake/reviews", REVIEW);

    assertThat(viewer.get(location)).hasStatusOk();
    assertThat(bob.get(location.replace("/api", ""))).hasStatus(HttpStatus.NOT_FOUND);
    MvcTestResult foreign = bob.get(location);
    assertThat(foreign).hasStatus(HttpStatus.NOT_FOUND);
    String unknown = UUID.randomUUID().toString();
    MvcTestResult missing = bob.get(location.replaceAll("[^/]+$", unknown));
    assertThat(read(foreign, "$.detail"))
        .isEqualTo(
            read(missing, "$.detail")
                .replace(unknown, location.substring(location.lastIndexOf('/') + 1)));
    assertThat(bob.post(location + "/issues", "{\"add\": [\"Neck\"]}"))
        .hasStatus(HttpStatus.NOT_FOUND);
    assertThat(alice.get(location.replace("/api", ""))).hasStatusOk().bodyText().contains("Knee");
  }

  @Test
  void viewersFileNothing() {
    assertThat(viewer.post("/api/intake/reviews", REVIEW)).hasStatus(HttpStatus.FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "grievance/0198a3f0-0000-7000-8000-000000000000, There is no review type grievance",
    "appeal/0198a3f0-0000-7000-8000-000000000000, There is no appeal with the id 0198a3f0",
    "appeal/7, There is no review with the id 7: the id is not a UUID."
  })
  void saysWhatAnUnknownAddressDoesNotName(String address, String sentence) {
    assertThat(viewer.get("/api/intake/reviews/" + address))
        .hasStatus(HttpStatus.NOT_FOUND)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .startsWith(sentence);
    assertThat(viewer.get("/intake/reviews/" + address))
        .hasStatus(HttpStatus.NOT_FOUND)
        .bodyText()
        .contains(sentence, "To the start");
  }

  @Test
  void namesThePlaceWhereJsonIsMalformed() {
    MvcTestResult answer = alice.post("/api/intake/reviews", "{\"type\": \"appeal\",\n  oops");

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(answer).bodyJson().extractingPath("$.line").isEqualTo(2);
    assertThat(read(answer, "$.detail")).startsWith("Line 2, column ");
  }

  @Test
  void namesTheValuesThatAFieldMayHave() {
    MvcTestResult answer =
        alice.post("/api/intake/reviews", REVIEW.replace("higher_level_review", "remand"));

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.detail"))
        .startsWith("Line 1, column ")
        .contains("one of higher_level_review, supplemental_claim, appeal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-01-31           |yesterday|the value of receiptDate is not a date such as 2025-01-31.",
        "[\"Knee\", \"Back\"] |\"Knee\" |the value of issues is not a list."
      })
  void namesTheFieldThatIsOfTheWrongKind(String good, String bad, String sentence) {
    MvcTestResult answer = alice.post("/api/intake/reviews", REVIEW.replace(good, bad));

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.detail")).endsWith(sentence).doesNotContain("java");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"higher_level_review\"|0    |the value of type must be one of higher_level_review, ",
        "\"higher_level_review\"|\"0\"|the value of type must be one of higher_level_review, ",
        "\"2025-01-31\"|20000|the value of receiptDate is not a date such as 2025-01-31.",
        "\"issues\"|\"color\": \"red\", \"issues\"|there is no field 'color'; use one of type, ",
        "\"issues\"|\"type\": \"appeal\", \"issues\"|the field \"type\" is there twice."
      })
  void takesNothingThatMayNotBeMeant(String good, String bad, String sentence) {
    MvcTestResult answer = alice.post("/api/intake/reviews", REVIEW.replace(good, bad.strip()));

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.detail")).contains(sentence).doesNotContain("-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"reson\": \"x\"}|has the unknown field 'reson'. Known fields: reason.",
        "{\"reason\": \"x\", \"reason\": \"y\"}|The body has the field \"reason\" twice (line 1, "
      })
  void theLibrarysOwnAddressesTakeNoneOfItEither(String body, String sentence) {
    Caller operator = new Caller(alice.mvc(), "olga", "OPERATOR");
    MvcTestResult answer = operator.post("/api/jobs/Appeal/" + UUID.randomUUID() + "/cancel", body);

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.detail")).contains(sentence);
  }

  @Test
  void answersWhatItDoesNotHaveWithAProblem() {
    Caller operator = new Caller(alice.mvc(), "olga", "OPERATOR");
    assertThat(operator.get("/api/intake/nothing"))
        .hasStatus(HttpStatus.NOT_FOUND)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(operator.get("/api/intake/imports"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("/api/intake/imports accepts POST, not GET.");
  }

  @ParameterizedTest
  @CsvSource({
    "123456789, 12345678x, fileNumber",
    "2025-01-31, 2999-01-01, receiptDate",
    "2025-01-31, -999999999-01-01, receiptDate",
    "2025-01-31, -4712-01-01, receiptDate",
    "2025-01-31, 1899-12-31, receiptDate",
    "Knee, ' ', issues[0]",
    "Knee, a\\u0000b, issues[0]",
    "Knee, a\\ud800b, issues[0]"
  })
  void namesTheFieldThatBreaksARule(String good, String bad, String field) {
    MvcTestResult answer = alice.post("/api/intake/reviews", REVIEW.replace(good, bad));

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.faults[0].field")).isEqualTo(field);
  }

  /** Of 50,000 faults that collide in a hash set, the comparisons take many minutes. */
  @ParameterizedTest
  @CsvSource({
    "reviews, issues, '\"\"'",
    "reviews/appeal/0198a3f0-0000-7000-8000-000000000000/issues, add, '\"\"'",
    "reviews/appeal/0198a3f0-0000-7000-8000-000000000000/issues, withdraw, null",
    "reviews/appeal/0198a3f0-0000-7000-8000-000000000000/decision, granted, null"
  })
  void countsAListBeforeItsElementsAreChecked(String address, String list, String element) {
    String elements = String.join(",", Collections.nCopies(50_000, element));
    Caller operator = new Caller(alice.mvc(), "olga", "OPERATOR");

    MvcTestResult answer =
        assertTimeoutPreemptively(
            Duration.ofSeconds(15),
            () ->
                operator.post(
                    "/api/intake/" + address, "{\"%s\": [%s]}".formatted(list, elements)));

    assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(read(answer, "$.faults.length()")).isEqualTo("1");
    assertThat(read(answer, "$.faults[0].field")).isEqualTo(list);
    assertThat(read(answer, "$.faults[0].reason")).startsWith("are more than");
  }

  @Test
  void countsTheFaultsThatItDoesNotName() {
    String nulls = String.join(",", Collections.nCopies(100, "null"));
    MvcTestResult answer =
        alice.post(
            "/api/intake/reviews/appeal/" + UUID.randomUUID() + "/issues",
            "{\"withdraw\": [%s]}".formatted(nulls));

    assertThat(read(answer, "$.faults.length()")).isEqualTo("20");
    assertThat(read(answer, "$.moreFaults")).isEqualTo("80");
  }

  @Test
  void refusesAnEmptyBodyAndAnotherMediaType() {
    assertThat(alice.post("/api/intake/reviews", "")).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(
            alice
                .mvc()
                .post()
                .uri("/api/intake/reviews")
                .contentType(MediaType.TEXT_PLAIN)
                .content("x")
                .with(csrf())
                .with(alice.login()))
        .hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void withdrawsOnlyOpenIssuesOfTheReviewItself() {
    String location =
        alice.create("/api/intake/reviews", REVIEW.replace("higher_level_review", "appeal"));
    String issue = read(alice.get(location), "$.issues[0].id");
    String withdrawal = "{\"withdraw\": [\"%s\"]}";

    assertThat(alice.post(location + "/issues", withdrawal.formatted(issue)))
        .hasStatus(HttpStatus.ACCEPTED);
    assertThat(alice.get(location))
        .bodyJson()
        .extractingPath("$.issues[0].withdrawn")
        .isEqualTo(true);
    assertThat(alice.post(location + "/issues", withdrawal.formatted(issue)))
        .hasStatus(HttpStatus.CONFLICT);
    assertThat(alice.post(location + "/issues", withdrawal.formatted(UUID.randomUUID())))
        .hasStatus(HttpStatus.CONFLICT);
    assertThat(alice.post(location + "/issues", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
  }
}
