package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports, trails and charts that keep themselves up to date. */
@BrowserTest
class LiveReportsTest {

  private static final String OF_APPEALS = " tr:has(a[href$='/jobs/types/Appeal'])";
  private static final String PLOTTED =
      """
      return [...document.querySelectorAll('figure.chart canvas')]
        .map((canvas) => Chart.getChart(canvas).data)
        .map(({labels, datasets}) => [labels, ...datasets.map((set) => set.data)]);
      """;
  private static final String TABLED =
      """
      return [...document.querySelectorAll('figure.chart tbody')]
        .map(({rows}) => [...rows[0].cells].map((none, i) => [...rows].map((row) =>
          i === 0 ? row.cells[0].dataset.label : Number(row.cells[i].dataset.value))));
      """;
  private static final String ATTEMPTS =
      """
      return Chart.getChart(document.querySelector('figure:has(#throughput) canvas')).data.datasets
        .flatMap((set) => set.data).reduce((sum, one) => sum + one, 0);
      """;

  private final Work work;
  private Browser browser;

  LiveReportsTest(@Autowired Work work) {
    this.work = work;
  }

  @BeforeEach
  void signIn(Browsers browsers) {
    browser = browsers.of("operator", Script.ON);
  }

  @Test
  void anErrorIsCountedAndOpenNumbersStayOpen() {
    work.expired("alice");
    browser.open("/jobs/errors");
    int before = sum("#groups" + OF_APPEALS + " td:nth-child(3)");
    browser.one("#groups" + OF_APPEALS + " summary").click();
    leave();

    work.expired("alice");
    browser.takeTurnsUntil(() -> sum("#groups" + OF_APPEALS + " td:nth-child(3)") > before);
    assertThat(browser.all("#groups" + OF_APPEALS + " details[open]")).hasSize(1);
  }

  @Test
  void aGroupOfErrorsIsCountedAndTickedRowsAndTheOpenStackStay() {
    work.expired("alice");
    browser.open("/jobs/errors");
    browser.press("#groups" + OF_APPEALS + " a[href*='/jobs/errors/']");
    int before = sum("#unconcluded strong");
    WebElement box = browser.one("#oldest input[name='record']");
    WebElement stack = browser.one("#newest details");
    box.click();
    browser.one("#newest summary").click();
    leave();

    work.expired("alice");
    browser.takeTurnsUntil(() -> sum("#unconcluded strong") > before);
    assertThat(box.isSelected()).isTrue();
    assertThat(stack.getDomAttribute("open")).isNotNull();
  }

  @Test
  void typesAreCounted() {
    browser.open("/jobs/types");
    int before = sum("#types" + OF_APPEALS + " td:nth-child(3)");

    work.expired("alice");
    browser.takeTurnsUntil(() -> sum("#types" + OF_APPEALS + " td:nth-child(3)") > before);
  }

  @Test
  void chartsFollowTheirTablesAndWhatWasOpenedOrHiddenStaysSo() {
    work.retrying("alice");
    browser.open("/jobs/types/HigherLevelReview");
    long before = attempts();
    browser.one("figure:has(#throughput) summary").click();
    browser.run("Chart.getChart(document.querySelector('figure:has(#throughput) canvas')).hide(0)");
    leave();

    work.retrying("alice");
    browser.takeTurnsUntil(() -> attempts() > before);
    assertThat(browser.run(PLOTTED)).isEqualTo(browser.run(TABLED));
    assertThat(browser.all("figure details[open] #throughput")).hasSize(1);
    assertThat(
            browser.run(
                "return Object.values(Chart.instances).map((one) => one.isDatasetVisible(0))"))
        .isEqualTo(List.of(true, false));
  }

  @Test
  void theSummaryIsCounted() {
    browser.open("/jobs/summary");
    int before = sum("#lines" + OF_APPEALS + " td:nth-child(4)");

    work.expired("alice");
    browser.takeTurnsUntil(() -> sum("#lines" + OF_APPEALS + " td:nth-child(4)") > before);
  }

  @Test
  void statisticsAreCounted() {
    browser.open("/jobs/statistics");
    int before = sum("#lines" + OF_APPEALS + " td:nth-of-type(1)");

    work.expired("alice");
    browser.takeTurnsUntil(() -> sum("#lines" + OF_APPEALS + " td:nth-of-type(1)") > before);
  }

  @Test
  void whatPeopleDoComesByItself() {
    browser.open("/jobs/audit");
    Filed appeal = work.canceled("alice");
    browser.awaitElement("#entries a[href*='" + appeal.id() + "']");
  }

  /** A page begins where the one before ended, here with the entries that are there already. */
  @Test
  void aLaterPageStaysThatPage() {
    work.canceled("alice");
    browser.open("/jobs/audit?page=" + browser.run("return Date.now()") + "000-0");
    int before = browser.all("#entries tbody tr").size();
    Filed appeal = work.canceled("alice");

    assertThat(browser.takeTurn()).isTrue();
    assertThat(browser.all("#entries tbody tr")).hasSize(before).isNotEmpty();
    assertThat(browser.all("#entries a[href*='" + appeal.id() + "']")).isEmpty();
  }

  @Test
  void aBulkActionComesByItself() {
    Filed appeal = work.expired("alice");
    browser.open("/jobs/bulk");
    work.cancelAsMany(appeal, "about " + appeal.id());
    browser.awaitText("about " + appeal.id());
  }

  @Test
  void aReviewComesUpToDate() {
    Filed appeal = work.expired("alice");
    browser.open("/intake/reviews/appeal/" + appeal.id());
    browser.awaitText("EXPIRED");
    browser.requireUsable();

    work.cancel(appeal);
    browser.awaitText("CANCELED");
  }

  /** Takes the focus away, which holds up the part that it is in. */
  private void leave() {
    browser.run("document.activeElement.blur()");
  }

  private int sum(String numbers) {
    return browser.all(numbers).stream()
        .mapToInt(number -> Integer.parseInt(number.getText().replaceAll("\\D", "")))
        .sum();
  }

  private long attempts() {
    return ((Number) browser.run(ATTEMPTS)).longValue();
  }
}
