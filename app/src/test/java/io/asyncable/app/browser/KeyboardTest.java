package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do who use no mouse; they see at every step where they are. */
@BrowserTest
class KeyboardTest {

  private final Work work;

  KeyboardTest(@Autowired Work work) {
    this.work = work;
  }

  @ParameterizedTest
  @EnumSource
  void signsInAndOut(Script script, Browsers browsers) {
    Browser browser = browsers.with(script);
    browser.open("/login");
    browser.type("viewer", Keys.TAB, "viewer", Keys.ENTER);
    browser.awaitText("Sign out");

    browser.tabTo("header form[action$='/logout'] button");
    browser.type(Keys.ENTER);
    browser.awaitText("You are signed out");
  }

  @ParameterizedTest
  @EnumSource
  void theFirstStepLeadsPastTheMenus(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs");
    browser.tabTo("a.skip");
    browser.type(Keys.ENTER);
    browser.type(Keys.TAB);
    assertThat(browser.all("main :focus")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void filtersTheListAndRestartsARow(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs");
    browser.tabTo("form.filter [name='search']");
    browser.type(appeal.fileNumber(), Keys.ENTER);
    browser.awaitAddress("search=" + appeal.fileNumber());

    browser.tabTo("#rows a[href*='/restart']");
    browser.type(Keys.ENTER);
    browser.awaitText("A restart begins a new submission");
    browser.tabTo("form[action$='/restart'] button");
    browser.type(Keys.ENTER);
    browser.awaitText("Restarted Appeal " + appeal.id());
  }

  @ParameterizedTest
  @EnumSource
  void opensARecordAndWritesANote(Script script, Browsers browsers) {
    Filed appeal = work.expired("alice");
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs?subject=" + appeal.fileNumber());
    browser.tabTo("main td a[href*='" + appeal.id() + "']");
    browser.type(Keys.ENTER);
    browser.awaitText("The engine gave up");

    browser.tabTo("form.note [name='text']");
    browser.type("Called the service.", Keys.TAB, Keys.SPACE, Keys.TAB, Keys.ENTER);
    browser.awaitText("Your note was added.");
    browser.awaitText("No messages were sent about this record.");
  }
}
