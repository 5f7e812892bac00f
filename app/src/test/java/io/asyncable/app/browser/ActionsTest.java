package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do, each with and without JavaScript; what a list does to a row is in JobsTest. */
@BrowserTest
class ActionsTest {

  private static final String BULK = "form[action$='/jobs/bulk'] ";

  private final Work work;

  ActionsTest(@Autowired Work work) {
    this.work = work;
  }

  @ParameterizedTest
  @EnumSource
  void restartsFromTheRecord(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = operator(script, browsers);
    browser.open(appeal.path());

    browser.act("form[action$='/restart']", "BGS knows the veteran now");
    browser.awaitText("Restarted Appeal " + appeal.id());
    browser.awaitText("Earlier submission");
    browser.awaitText("BGS knows the veteran now");
  }

  @ParameterizedTest
  @EnumSource
  void retriesNow(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = operator(script, browsers);
    browser.open(review.path());

    browser.act("form[action$='/retry']", "VBMS is back");
    browser.awaitText("The next attempt of HigherLevelReview " + review.id() + " is due now.");
    browser.awaitText("VBMS is back");
  }

  @ParameterizedTest
  @EnumSource
  void writesANoteThatTheSubmitterReads(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = operator(script, browsers);
    browser.open(appeal.path());

    browser.fill("text", "The file number is **wrong**.");
    browser.press("form.note button");
    browser.awaitText("Your note was added.");
    assertThat(browser.one("article.note .text strong").getText()).isEqualTo("wrong");

    browser.press("header form[action$='/logout'] button");
    browser.signIn("alice");
    browser.open("/jobs/inbox");
    String told = "ul.inbox li.unread:has(a[href*='" + appeal.id() + "'])";
    browser.press(told + " button");
    assertThat(browser.all("ul.inbox a[href*='" + appeal.id() + "']")).isNotEmpty();
    assertThat(browser.all(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void marksAllAsRead(Script script, Browsers browsers) {
    work.cancel(work.expired("alice"));
    Browser browser = browsers.with(script);
    browser.signIn("alice");
    browser.open("/jobs/inbox");

    browser.press("form[action$='/jobs/inbox/read'] button");
    assertThat(browser.one("#unread").getText()).startsWith("0 unread");
    assertThat(browser.one("#inbox-count").getText()).isEqualTo("Inbox");
  }

  @ParameterizedTest
  @EnumSource
  void pausesAQueueAndLetsItGoOn(Script script, Browsers browsers) {
    Browser browser = operator(script, browsers);
    browser.open("/jobs/queues");

    browser.act("form[action$='/bulk/pause']", "nobody acts on many today");
    browser.awaitText("Paused the queue bulk.");
    browser.awaitText("nobody acts on many today");
    work.awaitPause("bulk", true);

    browser.act("form[action$='/bulk/resume']", "they may");
    browser.awaitText("The queue bulk goes on.");
    work.awaitPause("bulk", false);
  }

  @ParameterizedTest
  @EnumSource
  void cancelsTheSelectedRows(Script script, Browsers browsers) {
    Filed first = work.expired("alice");
    Filed second = work.expired("alice");
    Browser browser = operator(script, browsers);
    browser.open("/jobs?type=Appeal&sort=newest");

    tick(browser, first);
    tick(browser, second);
    browser.press("#bulk button[value='cancel']");
    browser.awaitText("Cancel 2 records?");
    browser.act(BULK, "filed in error");
    browser.awaitText("It goes on in the background.");
    work.awaitEnd(browser.address());
    browser.open(browser.address());
    browser.awaitText("2 done, 0 refused, 0 failed, 0 open");
    assertThat(work.state(first)).isEqualTo("CANCELED");
    assertThat(work.state(second)).isEqualTo("CANCELED");
  }

  @ParameterizedTest
  @EnumSource
  void actsOnAnErrorGroupStopsAndGoesOn(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = operator(script, browsers);
    openErrorGroup(browser, appeal);
    int records = browser.all("input[name='record']").size();

    browser.press("main form button[value='restart']");
    browser.awaitText("Restart " + records + " records?");
    work.whilePaused(
        "bulk",
        () -> {
          browser.act(BULK, "BGS was repaired");
          browser.awaitText(records + " open");
          browser.act("form[action$='/stop']", "not yet");
          browser.awaitText("Stopped. What was done stays done.");
        });
    assertThat(work.state(appeal)).isEqualTo("EXPIRED");

    String bulk = browser.address();
    browser.act("form[action$='/resume']", "now it is");
    browser.awaitText("It goes on with what is left.");
    work.awaitEnd(bulk);
    browser.open(bulk);
    browser.awaitText(" 0 open");
    browser.open(appeal.path());
    browser.awaitText("Earlier submission");
  }

  /** The group is found by a record of it, as a person would who looks at what failed. */
  private static void openErrorGroup(Browser browser, Filed failed) {
    browser.open("/jobs/errors");
    browser.press("tr:has(a[href$='/jobs/types/Appeal']) a[href*='/jobs/errors/']");
    assertThat(browser.all("input[value='Appeal:" + failed.id() + "']")).isNotEmpty();
  }

  private static void tick(Browser browser, Filed record) {
    browser.one("input[name='record'][value='" + record.type() + ":" + record.id() + "']").click();
  }

  private static Browser operator(Script script, Browsers browsers) {
    Browser browser = browsers.with(script);
    browser.signIn("operator");
    return browser;
  }
}
