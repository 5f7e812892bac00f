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

  private final Work work;
  private Browser browser;

  SubPagesTest(@Autowired Work work) {
    this.work = work;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
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
    browser.one("#begin summary").click();
    browser.requireUsable();
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
