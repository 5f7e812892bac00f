package io.asyncable.app.browser;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Eight problems, from the list of records to their solution by what the pages say. What a page
 * tells a person to do elsewhere, such as to start a worker, the test does.
 */
@BrowserTest
class OnCallTest {

  private final Work work;
  private final Trouble trouble;
  private final Consumption consumption;
  private Browser browser;

  OnCallTest(@Autowired Work work, @Autowired Trouble trouble, @Autowired Consumption consumption) {
    this.work = work;
    this.trouble = trouble;
    this.consumption = consumption;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
    work.clear();
    browser = browsers.of("operator", Script.ON);
  }

  @AfterEach
  void goOn() {
    consumption.begin();
    work.clear();
  }

  @Test
  void aServiceIsDown() {
    Filed review = work.waitingForVbms();

    Walk.from(browser)
        .reads("vbms has been down since", "1 record waits; next probe")
        .clicksBeside("vbms has been down", "Its records")
        .opens(review.fileNumber())
        .reads("Waiting for vbms (breaker open", "If the probe succeeds, the held records are");
    work.repairVbms();
    work.await(review, "PROCESSED");
  }

  @Test
  void aFailureIsPermanent() {
    Filed appeal = work.expired("alice");

    Walk walk =
        Walk.from(browser)
            .reads("Needs you")
            .opens(appeal.fileNumber())
            .reads("BGS knows no veteran with that file number.")
            .reads("Correct what BGS refuses, then restart the record.");
    trouble.correct(appeal);
    walk.clicks("Restart …").says("the file number is correct now").clicks("Restart");
    work.await(appeal, "PROCESSED");
  }

  @Test
  void aQueueIsPaused() {
    work.pause("default");
    Filed review = work.filed("alice");

    Walk.from(browser)
        .reads("The queue default was paused by operator", "Waiting for the queue default (paused)")
        .clicks("Resume default");
    work.await(review, "PROCESSED");
  }

  @Test
  void aWorkerIsDead() {
    Filed review = work.retrying("alice");
    consumption.end();
    trouble.runByADeadWorker(review);
    work.repairVbms();

    Walk.from(browser)
        .reads("No worker consumes the queue default. Start an instance with the role worker.")
        .opens(review.fileNumber())
        .reads("on worker depot:4711, which is dead", "continues once a worker starts");
    consumption.begin();
    work.await(review, "PROCESSED");
  }

  @Test
  void nobodyConsumes() {
    consumption.end();
    Filed review = work.filed("alice");

    Walk.from(browser)
        .reads("No worker consumes the queue default. Start an instance with the role worker.")
        .reads("Waiting for the queue default (no worker)");
    consumption.begin();
    work.await(review, "PROCESSED");
  }

  @Test
  void aRecordKillsItsWorkers() {
    Filed review = work.retrying("alice");
    trouble.killedTwoWorkers(review);
    trouble.runByADeadWorker(review);
    work.await(review, "EXPIRED");

    Walk.from(browser)
        .reads("Given up: quarantined, lost its worker 3 times")
        .opens(review.fileNumber())
        .reads("Find the cause before you restart the record, or cancel it.")
        .clicks("Cancel record …")
        .says("it kills workers")
        .clicks("Cancel record");
    work.await(review, "CANCELED");
  }

  @Test
  void aWindowIsOver() {
    Filed review = work.retrying("alice");
    trouble.fiveDaysAgo(review);
    work.await(review, "EXPIRED");
    work.repairVbms();

    Walk.from(browser)
        .reads("Given up: window of 4 d 0 h over")
        .clicksBeside(review.fileNumber(), "Restart …")
        .reads("The engine gave up", "A restart begins a new submission")
        .says("VBMS is back")
        .clicks("Restart");
    work.await(review, "PROCESSED");
  }

  @Test
  void aRecordWasCanceledByMistake() {
    Filed review = work.retrying("alice");
    work.cancel(review);
    work.repairVbms();

    Walk.from(browser)
        .reads("Processed and canceled records are not listed here.")
        .clicks("See what was canceled")
        .clicksBeside(review.id(), "Restart …")
        .reads("Canceled just now by operator")
        .says("it was the wrong one")
        .clicks("Restart");
    work.await(review, "PROCESSED");
  }
}
