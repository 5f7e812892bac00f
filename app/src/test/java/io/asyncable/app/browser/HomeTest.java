package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;

/** What the list of records shows at a glance, and what keys do there. */
@BrowserTest
class HomeTest {

  /** The first row, and how many rows are whole on the screen. */
  private static final String TOP =
      "return document.querySelector('#rows .records tbody tr').getBoundingClientRect().top;";

  private static final String WHOLE =
      """
      return [...document.querySelectorAll('#rows .records tbody tr')]
        .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length;
      """;

  private static final String FOCUSED =
      """
      return [...document.querySelectorAll('#rows .records tbody tr')]
        .findIndex((row) => row.contains(document.activeElement));
      """;

  private final Work work;
  private Browser browser;

  HomeTest(@Autowired Work work) {
    this.work = work;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
    browser = browsers.of("operator", Script.ON);
  }

  @Test
  void theRowsBeginHighUnderAnOpenBreaker() {
    // Whatever other tests left would stand above the rows, or between them.
    work.clear();
    work.whileHeld(
        200,
        () -> {
          browser.open("/jobs");
          browser.awaitElement("figure.chart.drawn canvas");
          assertThat(browser.one("#causes").getText()).contains("vbms", "wait");
          assertThat(browser.one("#group-nothing td.why").getText())
              .contains("Waiting for vbms (breaker forced open)");

          browser.use(Screen.LAPTOP);
          assertThat(number(TOP))
              .as("top of the first row beneath %s", browser.one("#causes").getText())
              .isLessThan(300);
          assertThat(number(WHOLE)).as("rows on the screen").isGreaterThanOrEqualTo(9);
          browser.use(Screen.PHONE);
          assertThat(number(TOP)).as("top of the first card").isLessThan(430);
          browser.requireUsable();
        });
  }

  private double number(String script) {
    return ((Number) browser.run(script)).doubleValue();
  }

  @Test
  void theBulkBarComesWithTheFirstTick() {
    Filed appeal = work.expired("alice");
    browser.open("/jobs?search=" + appeal.fileNumber());
    assertThat(browser.one("#bulk").isDisplayed()).isFalse();

    browser.one("#rows [name='record']").click();
    assertThat(browser.one("#bulk").isDisplayed()).isTrue();
    assertThat(browser.one("#bulk").getText()).contains("all 1 that match", "Cancel them …");
  }

  /** Without scripts too, but then the next look opens it again. */
  @Test
  void aGroupThatIsClosedStaysClosed() {
    Filed appeal = work.expired("alice");
    browser.open("/jobs?type=Appeal");
    assertThat(browser.one("#group-person").getText()).contains("Needs you");

    browser.one("#group-person summary").click();
    work.expired("alice");
    browser.run("document.activeElement.blur()");
    assertThat(browser.takeTurn()).isTrue();
    assertThat(browser.one("#group-person").getDomAttribute("open")).isNull();
    assertThat(browser.all("#rows a[href*='" + appeal.id() + "']")).isNotEmpty();
  }

  @Test
  void keysWalkTickOpenAndRetry() {
    Filed review = work.retrying("alice");
    browser.open("/jobs?type=HigherLevelReview&state=retrying");

    browser.type("j");
    assertThat(number(FOCUSED)).isZero();
    browser.type("x");
    assertThat(browser.one("#rows [name='record']").isSelected()).isTrue();
    browser.type("x", "k");
    assertThat(number(FOCUSED)).isZero();

    browser.open("/jobs?search=" + review.fileNumber());
    browser.type("j", "r");
    browser.awaitText("The next attempt of HigherLevelReview " + review.id() + " is due now.");
    browser.type("j", "o");
    browser.awaitAddress(review.path());
  }

  @Test
  void theSearchIsOneKeyAwayAndTheKeysCanBeSwitchedOff() {
    Filed appeal = work.expired("alice");
    browser.open("/jobs");
    browser.type("/");
    browser.type(appeal.fileNumber(), Keys.ENTER);
    browser.awaitAddress("search=" + appeal.fileNumber());
    assertThat(browser.all("#rows .records tbody tr")).hasSize(1);

    browser.type("?");
    assertThat(browser.one("#keys").getText()).contains("next and previous record");
    browser.one("[data-keys-on]").click();
    browser.open("/jobs");
    browser.type("/");
    assertThat(browser.all("[name='search']:focus")).isEmpty();
  }

  @AfterEach
  void forgetTheSetting() {
    browser.run("localStorage.clear()");
  }
}
