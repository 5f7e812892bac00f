package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The list, the record and what is done to it. */
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
    Browser browser = browsers.with(script);
    browser.signIn("viewer");
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

  @ParameterizedTest
  @EnumSource
  void restartsFromTheListAndStaysThere(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.with(script);
    browser.signIn("operator");
    browser.open("/jobs?type=Appeal&state=expired");

    browser.press("form[action$='" + appeal.path() + "/restart'] button");
    browser.awaitText("Restarted Appeal " + appeal.id());
    browser.awaitAddress("type=Appeal", "state=expired");
  }

  @ParameterizedTest
  @EnumSource
  void cancelsFromTheRecordWithAReason(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.with(script);
    browser.signIn("operator");
    browser.open(review.path());

    browser.one("form[action$='/cancel'] [name='reason']").sendKeys("filed <b>twice</b>");
    browser.press("form[action$='/cancel'] button");
    browser.awaitText("Canceled HigherLevelReview " + review.id());
    browser.awaitText("filed <b>twice</b>");
    assertThat(work.state(review)).isEqualTo("CANCELED");
  }

  @Test
  void theSubmitterSeesHerOwnRecordAndNoOther(Browsers browsers) {
    Filed own = work.expired("alice");
    Filed other = work.expired("operator");
    Browser browser = browsers.with(Script.ON);
    browser.signIn("alice");
    browser.open("/jobs");
    assertThat(browser.all("main a[href*='" + own.id() + "']")).isNotEmpty();
    assertThat(browser.all("main a[href*='" + other.id() + "']")).isEmpty();

    browser.open(other.path());
    browser.awaitText("You may not see this record.");
    browser.forgetConsole("403");
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo(Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.signIn("viewer");
    browser.open("/jobs/Appeal/404");
    browser.awaitText("There is no Appeal with the id '404'.");
    browser.requireAccessible();

    browser.open("/unheard-of");
    browser.awaitText("There is no page at this address.");
    browser.awaitText("Sign out");
    browser.requireAccessible();
    browser.forgetConsole("404");
  }

  @ParameterizedTest
  @EnumSource
  void aRecordIsAccessible(Shade shade, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.with(Script.ON);
    browser.signIn("operator");
    browser.prefer(shade);
    browser.open(appeal.path());
    browser.requireAccessible();
    browser.holdAsPhone();
    browser.open(appeal.path());
    browser.requireNoSidewaysScroll();
  }
}
