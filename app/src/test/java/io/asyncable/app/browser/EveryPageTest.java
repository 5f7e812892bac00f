package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page that the navigation leads to, so that a new one is looked at without being named. */
@BrowserTest
class EveryPageTest {

  private final Work work;

  EveryPageTest(@Autowired Work work) {
    this.work = work;
  }

  @TestFactory
  Stream<DynamicTest> isUsableByAnOperator(Browsers browsers) {
    work.expired("alice");
    work.retrying("alice");
    return usable("operator", browsers);
  }

  @TestFactory
  Stream<DynamicTest> isUsableByTheSubmitter(Browsers browsers) {
    work.expired("alice");
    return usable("alice", browsers);
  }

  private static Stream<DynamicTest> usable(String user, Browsers browsers) {
    Browser browser = browsers.of(user, Script.ON);
    Set<String> pages = Navigation.pages(browser);
    assertThat(pages).contains("/jobs", "/jobs/inbox", "/intake");
    return pages.stream().map(page -> DynamicTest.dynamicTest(page, () -> look(browser, page)));
  }

  private static void look(Browser browser, String page) {
    browser.open(page);
    assertThat(browser.all("main#main h1")).as("headings of %s", page).hasSize(1);
    assertThat(browser.all("body > a.skip:first-child[href='#main']"))
        .as("the way past the menus of %s", page)
        .hasSize(1);
    browser.requireUsable();
    browser.requireQuietConsole();
  }
}
