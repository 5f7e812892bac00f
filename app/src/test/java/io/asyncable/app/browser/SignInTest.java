package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@BrowserTest
class SignInTest {

  @Acts({"/login", "/logout"})
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
  void aWrongPasswordIsToldAndThenTheNameHasToWait(Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.open("/login");
    for (int i = 0; i < 3; i++) {
      browser.signIn("guest", "wrong");
      browser.awaitText("The name or the password is wrong.");
    }
    browser.signIn("guest", "wrong");
    browser.awaitText("Too many failed sign-ins. Try again in 15 min");
    browser.requireUsable();
    browser.forgetConsole("429");

    browser.signIn("operator", "operator");
    browser.awaitAddress("/jobs");
  }

  @Test
  void thePageIsUsable(Browsers browsers) {
    Browser browser = browsers.with(Script.ON);
    browser.open("/login");
    browser.requireUsable();
  }
}
