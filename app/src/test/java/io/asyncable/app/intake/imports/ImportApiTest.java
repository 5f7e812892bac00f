package io.asyncable.app.intake.imports;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.csv.UnreadableFile;
import io.asyncable.app.intake.review.Intake;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import jakarta.persistence.EntityManager;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

@ApplicationTest
class ImportApiTest {

  private final Caller alice;

  ImportApiTest(@Autowired MockMvcTester mvc) {
    alice = new Caller(mvc, "alice", "SUBMITTER");
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
      @Autowired ImportSettings given,
      @Autowired JdbcClient jdbc) {
    ImportSettings hurried = new ImportSettings(given.largestImport(), Duration.ofMillis(1));
    ReviewImport imports = new ReviewImport(intake, entities, transaction, validator, hurried);
    long before = appeals(jdbc);
    String file =
        "type,file_number,receipt_date,benefit_type,issues\n"
            + "appeal,12345678,2025-01-31,compensation,Knee\n"
            + "\n".repeat(1_000_000);

    assertThatThrownBy(() -> imports.run(new MockMultipartFile("file", file.getBytes()), "alice"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("nothing was filed");
    assertThat(appeals(jdbc)).isEqualTo(before);
  }

  @Test
  void noImportMayTakeAsLongAsNobodyCanCount(@Autowired ImportSettings given) {
    assertThatThrownBy(() -> new ImportSettings(given.largestImport(), Duration.ofDays(200_000)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "asyncable.app.intake.longest-import is 200000d. Write a duration from 1ms to 36500d,"
                + " such as 30s.");
  }

  private static long appeals(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from appeal").query(Long.class).single();
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
