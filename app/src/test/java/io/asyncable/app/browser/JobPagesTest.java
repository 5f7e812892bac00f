package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.app.browser.Work.Filed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs, which are records whose pages show a payload, and the form that enqueues one. */
@BrowserTest
class JobPagesTest {

  private static final String FORM = "/jobs/jobs/enqueue?type=veteran.refresh";

  private final Work work;

  JobPagesTest(@Autowired Work work) {
    this.work = work;
  }

  @Acts("/jobs/jobs/enqueue")
  void enqueuesAJobAndShowsIt(Script script, Browsers browsers) {
    Filed appeal = work.processed();
    Browser browser = browsers.of("operator", script);
    browser.open("/jobs/jobs");
    browser.press("main a[href$='/jobs/jobs/enqueue']");
    browser.choose("type", "veteran.refresh");
    browser.press("form.filter button");
    assertThat(browser.value("[name='payload']")).contains("\"fileNumber\"");
    requireUsable(browser, script);

    browser.fill("payload", payload(appeal.fileNumber()));
    browser.fill("delay", "1h");
    browser.fill("tenant", "acme " + script);
    browser.fill("subject", appeal.fileNumber());
    browser.press("form.job button");
    browser.awaitText("Enqueued veteran.refresh");
    assertThat(browser.one("#payload").getText()).contains(appeal.fileNumber());
    requireUsable(browser, script);

    browser.open("/jobs/jobs?state=scheduled");
    browser.fill("tenant", "acme " + script);
    browser.press("form.filter button");
    assertThat(browser.one("#rows").getText()).contains(appeal.fileNumber());
    requireUsable(browser, script);
  }

  @Acts("/intake/reviews/{type}/{id}/veteran")
  void asksAgainWhoAVeteranIs(Script script, Browsers browsers) {
    Filed appeal = work.processed();
    Browser alice = browsers.of("alice", script);
    alice.open("/intake/reviews/appeal/" + appeal.id());
    alice.press("form[action$='/veteran'] button");
    alice.awaitText("BGS is asked again who the veteran is.");
    requireUsable(alice, script);

    Browser operator = browsers.of("operator", script);
    await()
        .until(
            () -> {
              operator.open("/jobs/jobs?type=veteran.refresh&state=processed");
              return operator.text().contains(appeal.fileNumber());
            });
    requireUsable(operator, script);
  }

  @Acts("/jobs/{type}/{id}/payload")
  void correctsAPayload(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open(FORM);
    browser.fill("payload", payload("3333333" + script.ordinal()));
    browser.fill("delay", "1h");
    browser.press("form.job button");
    browser.awaitText("Enqueued veteran.refresh");

    browser.press("main a[href*='/payload']");
    requireUsable(browser, script);
    browser.fill("payload", payload("none"));
    browser.press("main form button");
    browser.awaitText("must be 8 or 9 digits");
    assertThat(browser.value("[name='payload']")).isEqualTo(payload("none"));
    browser.forgetConsole("status of 400");

    browser.fill("payload", payload("4444444" + script.ordinal()));
    browser.press("main form button");
    browser.awaitText("The payload was replaced.");
    assertThat(browser.one("#payload").getText()).contains("4444444");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTypedStaysIfItIsRefused(Script script, Browsers browsers) {
    Browser browser = browsers.of("operator", script);
    browser.open(FORM);
    browser.fill("payload", "{\"fileNumber\": \"12345678\", \"fileNumbr\": 1}");
    browser.fill("delay", "soon");
    browser.fill("unique", "a key");
    browser.press("form.job button");
    browser.awaitText("The payload has the unknown field 'fileNumbr'");
    assertThat(browser.value("[name='payload']")).contains("fileNumbr");
    assertThat(browser.value("[name='delay']")).isEqualTo("soon");
    assertThat(browser.value("[name='unique']")).isEqualTo("a key");
    requireUsable(browser, script);

    browser.fill("payload", payload("12345678"));
    browser.press("form.job button");
    browser.awaitText("'soon' is not a delay. Write a number and s, m, h or d, such as 5m.");
    assertThat(browser.value("[name='payload']")).isEqualTo(payload("12345678"));
    browser.forgetConsole("status of 400");
  }

  @Test
  void theFormIsDoneWithTheKeyboardAlone(Browsers browsers) {
    Browser browser = browsers.of("operator", Script.ON);
    browser.open(FORM);
    browser.force("form.job", "payload", payload("12345678"));
    browser.tabTo("form.job [name='delay']");
    browser.type("1d");
    browser.tabTo("form.job button");
    browser.type(" ");
    browser.awaitText("Enqueued veteran.refresh");
  }

  private static String payload(String fileNumber) {
    return "{\"fileNumber\": \"%s\"}".formatted(fileNumber);
  }

  /** The check of accessibility is a script itself. */
  private static void requireUsable(Browser browser, Script script) {
    if (script == Script.ON) {
      browser.requireUsable();
    }
  }
}
