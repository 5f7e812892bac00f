package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What people do to one record, one message, one queue or one file; many are in BulkActionsTest.
 */
@BrowserTest
class ActionsTest {

  private final Work work;

  ActionsTest(@Autowired Work work) {
    this.work = work;
  }

  @Acts("/jobs/{type}/{id}/restart")
  void restartsFromTheListAndStaysThere(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?type=Appeal&state=expired&sort=newest");

    browser.press("#rows a[href*='" + appeal.path() + "/restart']");
    browser.awaitText("The record keeps its idempotency key");
    browser.act("form[action$='" + appeal.path() + "/restart']", "BGS knows her now");
    browser.awaitText("Restarted Appeal " + appeal.id());
    browser.awaitAddress("type=Appeal", "state=expired");
  }

  @Acts("/jobs/errors/{fingerprint}/playbook")
  void writesAPlaybookThatStandsOnEachRecordOfTheError(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/errors/" + work.fingerprintOfExpired());
    browser.one("#edit summary").click();
    requireUsable(browser, script);
    browser.fill("#edit form", "text", "# Ask BGS\n\n- `file` it *again*");
    browser.press("#edit form button");
    browser.awaitText("The playbook was saved.");

    browser.open(appeal.path());
    assertThat(browser.one(".playbook em").getText()).isEqualTo("again");
    requireUsable(browser, script);
  }

  /** The check of accessibility is a script itself. */
  private static void requireUsable(Browser browser, Script script) {
    if (script == Script.ON) {
      browser.requireUsable();
    }
  }

  @Acts("/jobs/{type}/{id}/restart")
  void restartsFromTheRecord(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(appeal.path() + "?list=state%3Dexpired");
    browser.actOnRecord("restart", "BGS knows her now");

    assertThat(browser.address()).isEqualTo(appeal.path() + "?list=state%3Dexpired");
    browser.awaitText("Restarted Appeal " + appeal.id());
    browser.awaitText("Earlier submission");
    browser.awaitText("BGS knows her now");
  }

  @Acts("/jobs/{type}/{id}/retry")
  void retriesNow(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(review.path());
    browser.press("#acts form[action$='/retry'] button");

    browser.awaitText("The next attempt of HigherLevelReview " + review.id() + " is due now.");
    browser.awaitText("Made due at once");
    assertThat(browser.address()).isEqualTo(review.path());
  }

  @Acts("/jobs/{type}/{id}/begin")
  void beginsBeforeItsTimeAfterAQuestion(Script script, Browsers browsers) {
    Filed timer = work.scheduled();
    Browser browser = browsers.of("operator", script);
    browser.open(timer.path());
    browser.press("#acts a[href*='/begin?']");
    assertThat(browser.one("main").getText()).contains("Scheduled to begin in ");
    browser.act("main form[action$='/begin']", "she sends nothing more");
    browser.awaitText("TaskTimer " + timer.id() + " begins now, before its time.");
    browser.awaitText("Begun before its time");
    assertThat(work.state(timer)).isIn("QUEUED", "RUNNING", "PROCESSED");
  }

  @Acts("/jobs/{type}/{id}/mark-processed")
  void marksProcessedForAReason(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(review.path());
    browser.actOnRecord("mark-processed", "entered by hand");
    browser.awaitText("Marked HigherLevelReview " + review.id() + " processed.");
    browser.awaitText("entered by hand");
    assertThat(work.state(review)).isEqualTo("PROCESSED");
  }

  @Acts("/jobs/{type}/{id}/retry")
  void retriesFromTheListWhatCanBe(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?subject=" + review.fileNumber());

    assertThat(browser.all("#rows [action$='/restart'], #rows [href*='/restart']")).isEmpty();
    browser.press("form[action$='" + review.path() + "/retry'] button");
    browser.awaitText("The next attempt of HigherLevelReview " + review.id() + " is due now.");
    browser.awaitAddress("subject=" + review.fileNumber());
  }

  @Acts("/jobs/{type}/{id}/cancel")
  void cancels(Script script, Browsers browsers) {
    Filed review = work.retrying("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(review.path());
    browser.actOnRecord("cancel", "<b>twice</b>");

    browser.awaitText("Canceled HigherLevelReview " + review.id());
    browser.awaitText("<b>twice</b>");
    assertThat(work.state(review)).isEqualTo("CANCELED");
  }

  @Acts({"/jobs/{type}/{id}/notes", "/jobs/inbox/{message}/read"})
  void writesANoteThatTheSubmitterReads(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
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

  @Acts("/jobs/{type}/{id}/notes")
  void writesANoteThatTellsNobody(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open(appeal.path());

    browser.fill("text", "For the next shift.");
    browser.one("form.note [name='tell']").click();
    browser.press("form.note button");
    browser.awaitText("For the next shift.");
    browser.awaitText("No messages were sent about this record.");
  }

  @Acts("/jobs/inbox/read")
  void marksAllAsRead(Script script, Browsers browsers) {
    work.canceled("alice");
    Browser browser = browsers.of("alice", script);
    browser.open("/jobs/inbox");

    browser.press("form[action$='/jobs/inbox/read'] button");
    assertThat(browser.one("#unread").getText()).startsWith("0 unread");
    assertThat(browser.one("#inbox-count").getText()).isEqualTo("Inbox");
  }

  @Acts({"/jobs/queues/{queue}/pause", "/jobs/queues/{queue}/resume"})
  void pausesAQueueAndLetsItGoOn(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/queues");

    browser.act("form[action$='/bulk/pause']", "nobody acts on many today");
    browser.awaitText("Paused the queue bulk.");
    browser.awaitText("nobody acts on many today");
    work.awaitPause("bulk", true);

    browser.act("form[action$='/bulk/resume']", "they may");
    browser.awaitText("Resumed the queue bulk.");
    work.awaitPause("bulk", false);
  }

  @Acts({
    "/jobs/schedules/{schedule}/pause",
    "/jobs/schedules/{schedule}/resume",
    "/jobs/schedules/{schedule}/run"
  })
  void pausesAScheduleLetsItGoOnAndRunsItNow(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/schedules");

    browser.act("form[action$='/veterans.refresh/pause']", "BGS moves");
    browser.awaitText("Paused the schedule veterans.refresh.");
    browser.awaitText("BGS moves");
    requireUsable(browser, script);
    browser.act("form[action$='/veterans.refresh/resume']", "it has moved");
    browser.awaitText("Resumed the schedule veterans.refresh with its next slot.");
    requireUsable(browser, script);

    work.whilePaused(
        "default",
        () -> {
          browser.press("button[formaction$='/veterans.refresh/run']");
          browser.awaitText("Enqueued the job of the schedule veterans.refresh.");
          work.cancelAll("veteran.refresh-all");
        });
  }

  @Acts("/intake")
  void importsAFile(Script script, Browsers browsers, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("reviews.csv"),
            """
            type,file_number,receipt_date,benefit_type,issues
            appeal,60099999,2025-01-31,compensation,Knee|Back
            appeal,60099998,2025-01-31,luck,Knee
            """);
    Browser browser = browsers.of("alice", script);
    browser.open("/intake");

    browser.one("input[name='file']").sendKeys(file.toString());
    browser.press("main form button");
    browser.awaitText("1 filed, 1 rejected.");
    browser.awaitText("benefit_type");
  }
}
