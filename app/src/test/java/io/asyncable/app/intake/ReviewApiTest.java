package io.asyncable.app.intake;

import static io.asyncable.app.intake.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.persistence.EntityManager;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

@IntakeTest
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
    "appeal/7, There is no review with the id 7: it is no UUID."
  })
  void saysWhatAnUnknownAddressDoesNotName(String address, String sentence) {
    assertThat(viewer.get("/api/intake/reviews/" + address))
        .hasStatus(HttpStatus.NOT_FOUND)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .startsWith(sentence);
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
        .isEqualTo("/api/intake/imports takes POST, not GET.");
  }

  @ParameterizedTest
  @CsvSource({
    "123456789, 12345678x, fileNumber",
    "2025-01-31, 2999-01-01, receiptDate",
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
  void namesTheFirstBadLinesOfAFileAndCountsTheRest() {
    String file =
        "type,file_number,receipt_date,benefit_type,issues\n"
            + "appeal,12345678,2025-01-31,compensation,Knee\n"
            + "x\n".repeat(1_500);

    MvcTestResult answer = alice.upload("/api/intake/imports", file.getBytes());

    assertThat(read(answer, "$.accepted")).isEqualTo("1");
    assertThat(read(answer, "$.rejected.length()")).isEqualTo("1000");
    assertThat(read(answer, "$.moreRejected")).isEqualTo("500");
    assertThat(alice.upload("/intake", file.getBytes()))
        .bodyText()
        .contains("<strong id=\"rejected\">1500</strong>", "more lines were rejected");
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

  @ParameterizedTest
  @ValueSource(strings = {"", "no header\n", "\0\1\2"})
  void refusesAFileThatIsNoImport(String file) {
    assertThat(alice.upload("/api/intake/imports", file.getBytes()))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(alice.upload("/intake", file.getBytes()))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .bodyText()
        .contains("role=\"alert\"");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThat(alice.upload("/api/intake/imports", new byte[11 * 1024 * 1024]))
        .hasStatus(HttpStatus.CONTENT_TOO_LARGE)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .startsWith("The file has 11534336 bytes");
  }

  @Test
  void givesUpAnImportThatTakesTooLong(
      @Autowired Intake intake,
      @Autowired EntityManager entities,
      @Autowired TransactionTemplate transaction,
      @Autowired Validator validator,
      @Autowired IntakeProperties given,
      @Autowired Appeals appeals) {
    IntakeProperties hurried =
        new IntakeProperties(
            given.evidenceWindow(), given.zone(), given.largestImport(), Duration.ZERO);
    ReviewImport imports = new ReviewImport(intake, entities, transaction, validator, hurried);
    long before = appeals.count();
    String file =
        "type,file_number,receipt_date,benefit_type,issues\n"
            + "appeal,12345678,2025-01-31,compensation,Knee\n";

    assertThatThrownBy(() -> imports.run(new MockMultipartFile("file", file.getBytes()), "alice"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("nothing was filed");
    assertThat(appeals.count()).isEqualTo(before);
  }

  @Test
  void readsNoFurtherWhenTooManyLinesAreBad(@Autowired ReviewImport imports) {
    String file =
        "type,file_number,receipt_date,benefit_type,issues\n"
            + "appeal,12345678,2025-01-31,compensation,Knee\n"
            + "x\n".repeat(100_000);
    InputStream content = new ByteArrayInputStream(file.getBytes());
    MultipartFile upload =
        new MockMultipartFile("file", file.getBytes()) {
          @Override
          public InputStream getInputStream() {
            return content;
          }
        };

    assertThatThrownBy(() -> imports.run(upload, "alice"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "More than 10000 lines of the file are bad, so nothing was filed. The first is line 3 (file_number: the line has 1 columns instead of 5). Correct the file and import it again.");
    assertThat(content).isNotEmpty();
    assertThat(alice.upload("/api/intake/imports", file.getBytes()))
        .hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(alice.upload("/intake", file.getBytes()))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .bodyText()
        .contains("More than 10000 lines");
  }

  /** PostgreSQL ends a transaction that waits for so many lines, as if the import had failed. */
  @Test
  void readsTheFileBeforeItsTransaction(@Autowired ReviewImport imports) {
    List<Boolean> transacting = new ArrayList<>();
    MultipartFile file =
        new MockMultipartFile(
            "file", "type,file_number,receipt_date,benefit_type,issues\nx\n".getBytes()) {
          @Override
          public InputStream getInputStream() throws IOException {
            transacting.add(TransactionSynchronizationManager.isActualTransactionActive());
            return super.getInputStream();
          }
        };

    assertThat(imports.run(file, "alice").rejected()).hasSize(1);
    assertThat(transacting).containsExactly(false);
  }

  @Test
  void asksForTheFileThatIsMissing() {
    assertThat(alice.uploadNothing("/api/intake/imports")).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(alice.post("/api/intake/imports", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(alice.uploadNothing("/intake"))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .bodyText()
        .contains("No file arrived");
  }

  @Test
  void showsTheFormWithItsTokenAndTheResultOfAnImport() {
    assertThat(alice.get("/intake")).hasStatusOk().bodyText().contains("name=\"_csrf\"");
    String file =
        "type,file_number,receipt_date,benefit_type,issues\n"
            + "appeal,12345678,2025-01-31,compensation,Knee\n"
            + "appeal,12345678,2025-01-31,<b>,Knee\n";

    assertThat(alice.upload("/intake", file.getBytes()))
        .hasStatusOk()
        .bodyText()
        .contains("<strong id=\"accepted\">1</strong>", "<td>benefit_type</td>");
  }
}
