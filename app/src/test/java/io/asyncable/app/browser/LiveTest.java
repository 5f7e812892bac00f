package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages that keep themselves up to date. */
@BrowserTest
class LiveTest {

  private static final String NOT_ONCE =
      """
      return document.querySelector('[data-live]').getAttribute('hx-select-oob').split(', ')
        .filter((part) => document.querySelectorAll(part).length !== 1);
      """;
  private static final String PAUSE = "form[action$='/bulk/pause']";

  private final Work work;
  private Browser browser;

  LiveTest(@Autowired Work work) {
    this.work = work;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
    browser = browsers.of("operator", Script.ON);
  }

  @AfterEach
  void forgetThePause() {
    browser.run("localStorage.clear()");
  }

  @Test
  void aRowComesByItselfAndTheCountFollows() {
    work.expired("alice");
    browser.open("/jobs?type=Appeal&sort=newest");
    int before = total();

    Filed appeal = work.expired("alice");
    browser.awaitElement("#rows a[href*='" + appeal.id() + "']");
    assertThat(total()).isGreaterThan(before);
  }

  @Test
  void aPauseOutlivesThePageAndTheVisit() {
    browser.open("/jobs");
    browser.one("[data-live-pause]").click();
    browser.awaitText("Paused.");

    browser.open("/jobs/queues");
    browser.awaitText("Paused.");
    assertThat(browser.takeTurn()).isFalse();
    browser.inAnotherTab(
        () -> {
          browser.open("/jobs");
          browser.awaitText("Paused.");
        });

    browser.one("[data-live-pause]").click();
    browser.awaitText("Pause updates");
    assertThat(browser.takeTurn()).isTrue();
  }

  @Test
  void aHiddenTabAsksForNothing() {
    browser.open("/jobs");
    assertThat(browser.takeTurn()).isTrue();
    browser.hide();
    assertThat(browser.takeTurn()).isFalse();
    browser.sitDown();
    assertThat(browser.takeTurn()).isTrue();
  }

  @Test
  void tickedRowsStayAndTheCountGoesOn() {
    Filed first = work.expired("alice");
    browser.open("/jobs?type=Appeal&sort=newest");
    int before = total();
    String box = "input[name='record'][value='Appeal:" + first.id() + "']";
    browser.one(box).click();
    browser.run("document.activeElement.blur()");

    work.expired("alice");
    assertThat(browser.takeTurn()).isTrue();
    assertThat(total()).isGreaterThan(before);
    assertThat(browser.one(box).isSelected()).isTrue();
  }

  @Test
  void whatIsHalfTypedStaysAndTheRestGoesOn() {
    Filed appeal = work.expired("alice");
    browser.open(appeal.path());
    browser.fill("text", "Called the *serv");
    work.cancel(appeal);
    assertThat(browser.takeTurn()).isTrue();
    browser.awaitText("Canceled just now by operator");
    assertThat(browser.value("[name='text']")).isEqualTo("Called the *serv");

    browser.open("/jobs/queues");
    browser.fill(PAUSE, "reason", "the serv");
    browser.run("document.activeElement.blur()");
    work.whilePaused(
        "bulk",
        () -> {
          assertThat(browser.takeTurn()).isTrue();
          browser.awaitElement("#queues .paused");
        });
    assertThat(browser.value(PAUSE + " [name='reason']")).isEqualTo("the serv");
  }

  /** Each page of the navigation, so that a new one is live without being named here. */
  @TestFactory
  Stream<DynamicTest> everySectionIsLiveUntilPaused() {
    Set<String> sections = Navigation.sections(browser);
    assertThat(sections).contains("/jobs", "/jobs/bulk", "/jobs/health", "/jobs/inbox");
    return Stream.concat(sections.stream(), Stream.of("/jobs/types/Appeal"))
        .map(page -> DynamicTest.dynamicTest(page, () -> isLiveUntilPaused(page)));
  }

  private void isLiveUntilPaused(String page) {
    browser.open(page);
    WebElement button = browser.one("[data-live] [data-live-pause]");
    assertThat(button.isDisplayed()).isTrue();
    assertThat(browser.run(NOT_ONCE)).as("live parts that are not there").isEqualTo(List.of());
    assertThat(browser.takeTurn()).as("asks the server").isTrue();

    button.click();
    assertThat(browser.takeTurn()).as("asks the server while paused").isFalse();
    button.click();
  }

  private int total() {
    return Integer.parseInt(browser.one("#total strong").getText());
  }
}
