package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

@BrowserTest
class SignInTest {

  @ParameterizedTest
  @EnumSource
  void signsInAndOut(Script script, Browsers browsers) {
    Browser browser = browsers.with(script);
    browser.open("/jobs");
    browser.awaitAddress("/login");

    browser.signIn("operator", "operator");
    browser.awaitAddress("/jobs");

    browser.press("header form[action$='/logout'] button");
    browser.awaitText("You are signed out");
    browser.open("/jobs");
    browser.awaitAddress("/login");
  }

  @Test
  void theProfileWithoutJavaScriptRunsNone(Browsers browsers) {
    for (Script script : Script.values()) {
      browsers.with(script).open("/login");
    }
    assertThat(browsers.with(Script.ON).run("return typeof htmx")).isEqualTo("object");
    assertThat(browsers.with(Script.OFF).run("return typeof htmx")).isEqualTo("undefined");
  }

  @Test
  void theKeyboardIsEnough(Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.open("/login");
    browser.type("viewer", Keys.TAB, "viewer", Keys.ENTER);
    browser.awaitText("Sign out");

    browser.tabTo("header form[action$='/logout'] button");
    browser.type(Keys.ENTER);
    browser.awaitText("You are signed out");
  }

  @Test
  void aWrongPasswordIsToldAndThenTheNameHasToWait(Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.open("/login");
    for (int i = 0; i < 3; i++) {
      browser.signIn("guest", "wrong");
      browser.awaitText("The name or the password is wrong.");
    }
    browser.signIn("guest", "wrong");
    browser.awaitText("Too many failed tries to sign in. Try again in 15 min");
    browser.requireAccessible();
    browser.forgetConsole("429");

    browser.signIn("operator", "operator");
    browser.awaitAddress("/jobs");
  }

  @ParameterizedTest
  @EnumSource(Shade.class)
  void thePageIsAccessible(Shade shade, Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.prefer(shade);
    browser.open("/login");
    browser.requireAccessible();
    browser.holdAsPhone();
    browser.open("/login");
    browser.requireNoSidewaysScroll();
  }
}
