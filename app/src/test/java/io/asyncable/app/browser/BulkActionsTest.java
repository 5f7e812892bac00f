package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do to many records at once. */
@BrowserTest
class BulkActionsTest {

  private static final String PREVIEW = "/jobs/bulk/preview";
  private static final String BEGIN = "/jobs/bulk";
  private static final String FORM = "form[action$='" + BEGIN + "']";

  private final Work work;

  BulkActionsTest(@Autowired Work work) {
    this.work = work;
  }

  @Acts({PREVIEW, BEGIN})
  void cancelsTheTickedRows(Script script, Browsers browsers) {
    Filed first = work.expired("alice");
    Filed second = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?type=Appeal&sort=newest");

    tick(browser, first);
    tick(browser, second);
    browser.press("#bulk button[value='cancel']");
    browser.awaitText("Cancel 2 records?");
    beginAndAwait(browser, "filed in error");
    browser.awaitText("2 canceled, 0 refused, 0 failed, 0 open");
    assertThat(work.state(first)).isEqualTo("CANCELED");
    assertThat(work.state(second)).isEqualTo("CANCELED");
  }

  @Acts({PREVIEW, BEGIN})
  void retriesAllThatTheListShows(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?subject=" + review.fileNumber());

    assertThat(browser.one("#bulk").isDisplayed()).isEqualTo(script == Script.OFF);
    tick(browser, review);
    browser.choose("all", "all 1 that match");
    browser.press("#bulk button[value='retry']");
    browser.awaitText("Retry 1 record now?");
    beginAndAwait(browser, "VBMS is back");
    browser.awaitText("1 made due, 0 refused, 0 failed, 0 open");
    browser.open(review.path());
    browser.awaitText("VBMS is back");
  }

  @Acts({PREVIEW, BEGIN})
  void marksTheTickedRowsProcessed(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?subject=" + appeal.fileNumber());

    tick(browser, appeal);
    browser.press("#bulk button[value='mark-processed']");
    browser.awaitText("Mark 1 record processed?");
    beginAndAwait(browser, "entered by hand");
    browser.awaitText("1 marked processed, 0 refused, 0 failed, 0 open");
    assertThat(work.state(appeal)).isEqualTo("PROCESSED");
  }

  @Acts({PREVIEW, BEGIN})
  void restartsTheTickedRowsOfAnErrorGroup(Script script, Browsers browsers) {
    work.expired("alice");
    Browser browser = browsers.of("operator", script);
    openErrorGroupOfAppeals(browser);
    String oldest = browser.value("input[name='record']");

    browser.one("input[name='record']").click();
    browser.press("form:has(table) button[value='restart']");
    browser.awaitText("Restart 1 record?");
    beginAndAwait(browser, "BGS was repaired");
    requireRestarted(browser, "/jobs/" + oldest.replace(':', '/'), "BGS was repaired");
  }

  @Acts({PREVIEW, BEGIN, "/jobs/bulk/{id}/stop", "/jobs/bulk/{id}/resume"})
  void restartsAnErrorGroupStopsAndGoesOn(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    openErrorGroupOfAppeals(browser);

    browser.press("main form button[value='restart']");
    String records = browser.one("h1").getText().replaceAll("\\D", "");
    work.whilePaused(
        "bulk",
        () -> {
          browser.act(FORM, "BGS was repaired");
          browser.awaitText(records + " open");
          browser.act("form[action$='/stop']", "not yet");
          browser.awaitText("Stopped. Records that were processed stay processed.");
        });
    assertThat(work.state(appeal)).isEqualTo("EXPIRED");

    String bulk = browser.address();
    browser.act("form[action$='/resume']", "now it is");
    browser.awaitText("The bulk action continues with the remaining records.");
    work.awaitEnd(bulk);
    browser.open(bulk);
    browser.awaitText(" 0 open");
    requireRestarted(browser, appeal.path(), "now it is");
  }

  private void beginAndAwait(Browser browser, String reason) {
    browser.act(FORM, reason);
    browser.awaitText("The bulk action was submitted. This page shows its progress.");
    work.awaitEnd(browser.address());
    browser.open(browser.address());
  }

  private static void requireRestarted(Browser browser, String record, String reason) {
    browser.open(record);
    browser.awaitText("Earlier submission");
    browser.awaitText(reason);
  }

  private static void openErrorGroupOfAppeals(Browser browser) {
    browser.open("/jobs/errors");
    browser.press("tr:has(a[href$='/jobs/types/Appeal']) a[href*='/jobs/errors/']");
  }

  private static void tick(Browser browser, Filed record) {
    browser.one("input[name='record'][value='" + record.type() + ":" + record.id() + "']").click();
  }
}
