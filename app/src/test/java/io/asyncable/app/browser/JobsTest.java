package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The list, the record and who sees them; what is done to them is in ActionsTest. */
@BrowserTest
class JobsTest {

  private final Work work;

  JobsTest(@Autowired Work work) {
    this.work = work;
  }

  @ParameterizedTest
  @EnumSource
  void filtersAndOpensARecord(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("viewer", script);
    browser.open("/jobs");

    browser.choose("type", "Appeal");
    browser.choose("state", "expired");
    browser.press("form.filter button[type='submit']");
    browser.awaitAddress("type=Appeal", "state=expired");

    browser.press("main a[href*='" + appeal.id() + "']");
    browser.awaitText("The engine gave up");
    browser.awaitText(appeal.id());
    assertThat(browser.all("main form[method='post']")).isEmpty();
  }

  /** Though it was looked at just before. */
  @Test
  void aPageCountsWhatItLists(Browsers browsers) {
    work.expired("alice");
    Browser browser = browsers.of("viewer", Script.ON);
    String expired = "#totals a[href$='state=expired'] strong";
    browser.open("/jobs?state=expired");
    int before = Integer.parseInt(browser.one(expired).getText());
    work.expired("alice");

    browser.open("/jobs?state=expired");
    assertThat(browser.one(expired).getText()).isEqualTo(String.valueOf(before + 1));
    assertThat(browser.one("#total strong").getText()).isEqualTo(browser.one(expired).getText());
  }

  @Test
  void theSubmitterSeesHerOwnRecordAndNoOther(Browsers browsers) {
    Filed own = work.expired("alice");
    Filed other = work.expired("operator");
    Browser browser = browsers.of("alice", Script.ON);
    browser.open("/jobs");
    assertThat(browser.all("main a[href*='" + own.id() + "']")).isNotEmpty();
    assertThat(browser.all("main a[href*='" + other.id() + "']")).isEmpty();

    browser.open(other.path());
    browser.awaitText("There is no ");
    browser.forgetConsole("404");
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo(Browsers browsers) {
    Browser browser = browsers.of("viewer", Script.ON);
    browser.open("/jobs/Appeal/404");
    browser.awaitText("There is no Appeal with the id '404'.");
    browser.requireUsable();

    browser.open("/unheard-of");
    browser.awaitText("There is no page at this address.");
    browser.awaitText("Sign out");
    browser.requireUsable();
    browser.forgetConsole("404");
  }
}
