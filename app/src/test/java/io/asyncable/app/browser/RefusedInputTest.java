package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What cannot be taken is said, and what was typed stands there again. */
@BrowserTest
class RefusedInputTest {

  private static final String REASON = "the reason, at length ".repeat(25);

  private final Work work;

  RefusedInputTest(@Autowired Work work) {
    this.work = work;
  }

  @ParameterizedTest
  @EnumSource
  void filtersStay(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs");
    browser.choose("type", "Appeal");
    browser.one("#more-filters summary").click();
    browser.fill("subject", "12345678");
    browser.fill("age", "soon");
    browser.press("form.filter button[type='submit']");

    requireRefusal(browser, "soon");
    assertThat(browser.value("[name='age']")).isEqualTo("soon");
    assertThat(browser.value("[name='subject']")).isEqualTo("12345678");
    assertThat(browser.value("[name='type']")).isEqualTo("Appeal");
  }

  @ParameterizedTest
  @EnumSource
  void reasonsForActsOnARecordStay(Script script, Browsers browsers) {
    Filed expired = work.expired("alice");
    Filed retrying = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    for (String act : List.of("restart", "cancel", "mark-processed")) {
      browser.open(expired.path());
      browser.press("#acts a[href*='/" + act + "?']");
      requireReasonKept(browser, "main form");
    }
    browser.force("main form", "reason", "");
    browser.press("main form button");
    requireRefusal(browser, "The field reason is empty.");
    browser.open(retrying.path() + "/retry");
    requireReasonKept(browser, "main form");
    assertThat(work.state(expired)).isEqualTo("EXPIRED");
  }

  @ParameterizedTest
  @EnumSource
  void theReasonForAPauseStays(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/queues");
    requireReasonKept(browser, "form[action$='/bulk/pause']");
  }

  @ParameterizedTest
  @EnumSource
  void reasonsForABulkActionStay(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?subject=" + appeal.fileNumber());
    browser.one("#rows [name='record']").click();
    browser.choose("all", "all 1 that match");
    browser.press("#bulk button[value='cancel']");
    String begin = "form[action$='/jobs/bulk']";
    browser.force(begin, "reason", "");
    browser.press(begin + " button");
    requireRefusal(browser, "needs a reason");
    requireReasonKept(browser, begin);

    work.whilePaused(
        "bulk",
        () -> {
          browser.act(begin, "filed in error");
          requireReasonKept(browser, "form[action$='/stop']");
          browser.act("form[action$='/stop']", "not yet");
          requireReasonKept(browser, "form[action$='/resume']");
        });
  }

  @Test
  void theAnswerIsALivePageThatLeavesTheReasonAlone(Browsers browsers) {
    Browser browser = browsers.of("operator", Script.ON);
    browser.open("/jobs/queues");
    requireReasonKept(browser, "form[action$='/bulk/pause']");
    browser.run("document.activeElement.blur()");

    work.whilePaused(
        "bulk",
        () -> {
          assertThat(browser.takeTurn()).isTrue();
          browser.awaitElement("#queues .paused");
        });
    assertThat(browser.value("form[action$='/bulk/pause'] [name='reason']")).isEqualTo(REASON);
  }

  @ParameterizedTest
  @EnumSource
  void notesStay(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(appeal.path());
    browser.fill("text", "  ");
    browser.press("form.note button");
    requireRefusal(browser, "The note is empty.");

    String text = "Called the service. ".repeat(501);
    browser.force("form.note", "text", text);
    browser.one("form.note [name='tell']").click();
    browser.press("form.note button");
    requireRefusal(browser, "The note has 10020 characters, but at most 10000 are possible.");
    assertThat(browser.value("form.note [name='text']")).isEqualTo(text);
    assertThat(browser.one("form.note [name='tell']").isSelected()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theReasonForAPauseOfAScheduleStaysAndIsRequired(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/schedules");
    String form = "form[action$='/veterans.refresh/pause']";
    browser.press(form + " button");
    requireRefusal(browser, "Write why you pause the schedule veterans.refresh.");
    requireReasonKept(browser, form);
  }

  private static void requireReasonKept(Browser browser, String form) {
    browser.force(form, "reason", REASON);
    browser.press(form + " button");
    requireRefusal(browser, "The reason has 549 characters, but at most 500 are possible.");
    assertThat(browser.value(form + " [name='reason']")).isEqualTo(REASON);
  }

  private static void requireRefusal(Browser browser, String sentence) {
    assertThat(browser.one("main [role='alert']").getText()).contains(sentence);
    browser.forgetConsole("status of 400");
  }
}
