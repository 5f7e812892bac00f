package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whether the pages that no navigation leads to are usable; the others are in EveryPageTest. */
@BrowserTest
class SubPagesTest {

  /** Whether what happened stands beside what the record is. */
  private static final String BESIDE =
      """
      const [left, right] = [...document.querySelectorAll('.columns > div')]
        .map((column) => column.getBoundingClientRect());
      return left.right <= right.left;
      """;

  private static final String BUTTON_BESIDE =
      """
      const [text, form] = ['p', 'form']
        .map((part) => document.querySelector('.inbox li > ' + part).getBoundingClientRect());
      return text.right <= form.left && form.right <= innerWidth;
      """;

  private final Work work;
  private Browsers browsers;
  private Browser browser;

  SubPagesTest(@Autowired Work work) {
    this.work = work;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
    this.browsers = browsers;
    browser = browsers.of("operator", Script.ON);
  }

  /** A brace that is missing swallows the rules after it, and nothing complains. */
  @Test
  void theStylesheetIsWhole() {
    browser.open("/jobs");
    assertThat(
            browser.run(
                """
                return [...document.styleSheets]
                  .flatMap((sheet) => [...sheet.cssRules])
                  .filter((rule) => rule.selectorText && rule.cssRules.length > 0)
                  .map((rule) => rule.selectorText);
                """))
        .isEqualTo(List.of());
  }

  @Test
  void aType() {
    work.expired("alice");
    browser.open("/jobs/types/Appeal");
    browser.awaitElement("figure.chart.drawn canvas");
    browser.requireUsable();
  }

  @Test
  void aGroupOfErrors() {
    work.expired("alice");
    browser.open("/jobs/errors");
    browser.press("main table a[href*='/jobs/errors/']");
    assertThat(browser.all("input[name='record']")).isNotEmpty();
    browser.requireUsable();
  }

  @Test
  void aBulkActionFromItsPreviewOn() {
    Filed appeal = work.expired("alice");
    browser.open("/jobs?type=Appeal&sort=newest");
    browser.one("input[value='Appeal:" + appeal.id() + "']").click();
    browser.press("#bulk button[value='restart']");
    browser.awaitText("Restart 1 record?");
    browser.requireUsable();

    work.whilePaused(
        "bulk",
        () -> {
          browser.act("form[action$='/jobs/bulk']", "BGS was repaired");
          browser.awaitText("1 open");
          browser.requireUsable();
          browser.act("form[action$='/stop']", "not yet");
          browser.requireUsable();
        });
  }

  @Test
  void aQuestionBeforeAnAct() {
    Filed appeal = work.expired("alice");
    for (String act : List.of("restart", "mark-processed", "cancel")) {
      browser.open(appeal.path() + "/" + act);
      browser.requireUsable();
    }
  }

  @Test
  void aRecordInEveryState() {
    for (Filed record :
        new Filed[] {
          work.expired("alice"), work.retrying("alice"), work.canceled("alice"), work.processed()
        }) {
      browser.open(record.path());
      browser.requireUsable();
    }
    browser.open(work.scheduled().path());
    browser.requireUsable();
  }

  @Test
  void aRecordStandsInTwoColumnsWhereThereIsRoom() {
    browser.open(work.expired("alice").path());
    browser.use(Screen.DESK);
    assertThat(browser.run(BESIDE)).isEqualTo(true);
    browser.use(Screen.TABLET);
    assertThat(browser.run(BESIDE)).isEqualTo(false);
  }

  @Test
  void aRecordTellsAPermanentFailureAndWhatToDoAboveTheRestart() {
    Filed appeal = work.expired("alice");
    browser.open(appeal.path());
    assertThat(browser.one(".failure blockquote").getText()).isNotBlank();
    assertThat(browser.one(".failure .remedy").getText()).contains("restart the record");
    assertThat(browser.one(".failure").getLocation().getY())
        .isLessThan(browser.one("#acts a[href*='/restart?']").getLocation().getY());
  }

  @Test
  void aTimeIsToldInTheZoneOfTheReader() {
    browser.liveIn("America/New_York");
    try {
      browser.open(work.expired("alice").path());
      String time = "main time[title$='UTC']";
      String utc = browser.one(time).getDomAttribute("title");
      assertThat(
              browser.run(
                  "const time = document.querySelector(\"%s\"); time.focus(); return time.title"
                      .formatted(time)))
          .asString()
          .isNotEqualTo(utc)
          .matches(".*E[SD]T");
    } finally {
      browser.liveIn("");
    }
  }

  @Test
  void theTypesShowAllTheirColumnsAtADesk() {
    browser.open("/jobs/types");
    browser.use(Screen.DESK);
    assertThat(
            browser.run(
                """
                const table = document.querySelector('#types .wide');
                return table.scrollWidth <= table.clientWidth;
                """))
        .isEqualTo(true);
  }

  @Test
  void theButtonOfAMessageStandsBesideIt() {
    Filed appeal = work.expired("alice");
    browser.open(appeal.path());
    browser.fill("text", "x ".repeat(200));
    browser.press("form.note button");
    Browser alice = browsers.of("alice", Script.ON);
    alice.open("/jobs/inbox");
    alice.use(Screen.DESK);
    assertThat(alice.run(BUTTON_BESIDE)).isEqualTo(true);
    alice.requireUsable();
  }

  @Test
  void aRecordWithAllThatPeopleDid() {
    Filed appeal = work.expired("alice");
    browser.open(appeal.path());
    browser.fill("text", "# Called\n\n- `BGS` | *again*\n\n> [the file](/jobs)");
    browser.press("form.note button");
    browser.actOnRecord("restart", "x".repeat(500));
    browser.requireUsable();
  }

  @Test
  void whatIsRefused() {
    browser.open("/jobs?state=nowhere&age=soon");
    assertThat(browser.all("main [role='alert']")).isNotEmpty();
    browser.requireUsable();
    browser.open("/jobs/types/Nothing");
    browser.requireUsable();
    browser.open("/jobs/bulk/none");
    browser.requireUsable();
    browser.forgetConsole("status of 40");
  }
}
