package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.naming.OperationNotSupportedException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a person sees and does, and what the browser complains about. */
final class Browser {

  private static final Dimension DESK = new Dimension(1360, 1000);
  private static final Set<String> GRAVE = Set.of("serious", "critical");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // Selenium's own pause of half a second would be most of a test's time.
  private static final Duration PAUSE = Duration.ofMillis(20);
  // Otherwise every element that passed is described, too.
  private static final String VIOLATIONS_ONLY = "{\"resultTypes\": [\"violations\"]}";
  // The other rules find the same in every colour.
  private static final String COLOURS_ONLY =
      """
      {"resultTypes": ["violations"],
       "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
      """;
  private static final String TOO_WIDE =
      """
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth <= width ? []
        : [...document.querySelectorAll('body *')]
          .filter((part) => part.getBoundingClientRect().right > width && !part.closest('.wide'))
          .map((part) => part.outerHTML.slice(0, 200));
      """;
  private static final String TURN =
      """
      const answer = arguments[0];
      document.addEventListener('htmx:beforeRequest', (turn) => {
        if (turn.defaultPrevented) {
          answer(false);
        } else {
          turn.target.addEventListener('htmx:afterSettle', () => answer(true), {once: true});
        }
      }, {once: true});
      document.dispatchEvent(new Event('visibilitychange'));
      """;

  private static final String FOCUS_SEEN =
      """
      const focus = document.activeElement;
      const style = getComputedStyle(focus);
      const box = focus.getClientRects()[0];
      const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
      return focus === document.body
        || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
          && focus.contains(document.elementFromPoint(
            middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight))));
      """;

  private final ChromeDriver driver;
  private String site = "";

  Browser(ChromeDriver driver) {
    this.driver = driver;
    driver.manage().timeouts().scriptTimeout(PATIENCE);
  }

  /** Begins anew, signed out, at a desk and in daylight. */
  void begin(String address) {
    site = address;
    // A live page that is left open could ask meanwhile, and the answer bring another session.
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    sitDown();
    use(Screen.DESK);
    prefer(Shade.LIGHT);
  }

  /** Has the window before one, at its usual size. */
  void sitDown() {
    driver.manage().window().setSize(DESK);
  }

  void open(String path) {
    driver.get(site + path);
  }

  void signIn(String name) {
    open("/login");
    signIn(name, name);
    require(By.cssSelector("header form[action$='/logout']"));
  }

  void signIn(String name, String password) {
    fill("username", name);
    fill("password", password);
    press("form.login button");
  }

  void fill(String field, String text) {
    fill("", field, text);
  }

  /** Never without the focus on the way, or a live page could replace the field. */
  void fill(String form, String field, String text) {
    String input = form + " [name='" + field + "']";
    click(input);
    one(input).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** A live page may replace what was found before it is clicked. */
  private void click(String selector) {
    click(By.cssSelector(selector));
  }

  private void click(By what) {
    waiting(PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .until(
            browser -> {
              driver.findElement(what).click();
              return true;
            });
  }

  void choose(String field, String option) {
    new Select(one("select[name='" + field + "']")).selectByVisibleText(option);
  }

  /** Presses what the selector names and waits for the page to which that leads. */
  void press(String selector) {
    press(By.cssSelector(selector));
  }

  /** The same for what is found in another way. */
  void press(By what) {
    WebElement old = one("html");
    click(what);
    waiting(PATIENCE).until(browser -> isGone(old));
  }

  private WebDriverWait waiting(Duration patience) {
    return new WebDriverWait(driver, patience, PAUSE);
  }

  /** The driver has more than one word for it. */
  private static boolean isGone(WebElement old) {
    try {
      old.isEnabled();
      return false;
    } catch (WebDriverException gone) {
      return true;
    }
  }

  /** Writes the reason for an act and presses its button; the selector names the form. */
  void act(String form, String reason) {
    fill(form, "reason", reason);
    press(form + " button");
  }

  /** The same from the page of a record, which leads to one that asks. */
  void actOnRecord(String act, String reason) {
    press("#acts a[href*='/" + act + "?']");
    act("main form[action$='/" + act + "']", reason);
  }

  /** Puts in what a browser would not let one type or send, as other programs may. */
  void force(String form, String field, String text) {
    String input = form + " [name='" + field + "']";
    click(input);
    driver.executeScript(
        """
        arguments[0].form.noValidate = true;
        arguments[0].removeAttribute('maxlength');
        arguments[0].value = arguments[1];
        """,
        one(input),
        text);
  }

  void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Presses the tabulator key until the element has the focus, which is seen all the way. */
  void tabTo(String selector) {
    for (int i = 0; i < 100; i++) {
      if (has(By.cssSelector(selector + ":focus"))) {
        return;
      }
      type(Keys.TAB);
      assertThat(run(FOCUS_SEEN)).as("focus on %s", focused()).isEqualTo(true);
    }
    throw new AssertionError("The keyboard does not reach " + selector);
  }

  private String focused() {
    return String.valueOf(driver.switchTo().activeElement().getDomProperty("outerHTML"));
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  private boolean has(By what) {
    return !driver.findElements(what).isEmpty();
  }

  private void require(By what) {
    waiting(PATIENCE).until(browser -> has(what));
  }

  /** Waits until there is such an element. */
  void awaitElement(String selector) {
    require(By.cssSelector(selector));
  }

  /** What a field holds. */
  String value(String selector) {
    return String.valueOf(one(selector).getDomProperty("value"));
  }

  String text() {
    return one("body").getText();
  }

  /** Waits until the page says so. */
  void awaitText(String text) {
    waiting(PATIENCE).ignoring(WebDriverException.class).until(browser -> text().contains(text));
  }

  /** Waits until the address of the page contains all of these. */
  void awaitAddress(String... parts) {
    waiting(PATIENCE).until(browser -> Stream.of(parts).allMatch(address()::contains));
  }

  /** Path and query of the page. */
  String address() {
    return String.valueOf(driver.getCurrentUrl()).substring(site.length());
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /**
   * Gives a live page its turn, as the clock does every few seconds, and waits for what that
   * changes; whether the page asked the server.
   */
  boolean takeTurn() {
    return Boolean.TRUE.equals(driver.executeAsyncScript(TURN));
  }

  /**
   * Gives a live page turns until this holds. A report that the server remembers may take several:
   * it is good for twenty times as long as it took to find.
   */
  void takeTurnsUntil(BooleanSupplier shown) {
    waiting(PATIENCE.multipliedBy(3))
        .ignoring(StaleElementReferenceException.class)
        .until(browser -> takeTurn() && shown.getAsBoolean());
  }

  /** Does something in another tab. */
  void inAnotherTab(Runnable work) {
    String here = driver.getWindowHandle();
    String there = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    try {
      work.run();
    } finally {
      driver.switchTo().window(there).close();
      driver.switchTo().window(here);
    }
  }

  /** Puts the window out of sight, so that its page is hidden. */
  void hide() {
    driver.manage().window().minimize();
    waiting(PATIENCE).until(browser -> Boolean.TRUE.equals(run("return document.hidden")));
  }

  /** Light or dark, as the person has told the system. */
  void prefer(Shade shade) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features", List.of(Map.of("name", "prefers-color-scheme", "value", shade.scheme()))));
  }

  /** The time zone of the person's system; empty for that of the machine. */
  void liveIn(String zone) {
    driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
  }

  void use(Screen screen) {
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", screen.metrics());
  }

  /** The page in its whole width must be visible; only parts of it may scroll sideways. */
  private void requireNoSidewaysScroll(Screen screen) {
    assertThat(run(TOO_WIDE))
        .as("what of %s is too wide, %s", address(), screen)
        .isEqualTo(List.of());
  }

  /** On every screen; at a desk and on a phone by day and by night. */
  void requireUsable() {
    for (Screen screen : Screen.values()) {
      use(screen);
      requireNoSidewaysScroll(screen);
    }
    for (Screen screen : List.of(Screen.PHONE, Screen.DESK)) {
      use(screen);
      requireAccessible(screen + " " + Shade.LIGHT, VIOLATIONS_ONLY);
      prefer(Shade.DARK);
      requireAccessible(screen + " " + Shade.DARK, COLOURS_ONLY);
      prefer(Shade.LIGHT);
    }
  }

  /**
   * The mode that axe calls legacy cannot look into frames of other sites, of which the content
   * policy allows none. The other opens a window for each look, which takes as long again.
   */
  @SuppressWarnings("deprecation")
  private void requireAccessible(String look, String options) {
    AxeBuilder axe = new AxeBuilder().setLegacyMode();
    axe.setOptions(options);
    axe.setInjectAxe(page -> injectOnce(axe));
    List<Rule> violations = axe.analyze(driver).getViolations();
    assertThat(violations)
        .as("accessibility of %s, %s", address(), look)
        .filteredOn(rule -> GRAVE.contains(rule.getImpact()))
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
        .isEmpty();
  }

  /** Its script is half a megabyte, and stays for all looks at a page. */
  private void injectOnce(AxeBuilder axe) {
    try {
      if (Boolean.TRUE.equals(run("return typeof axe === 'undefined'"))) {
        run(axe.getAxeScriptProvider().getScript());
      }
    } catch (IOException | OperationNotSupportedException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Fails for what the browser complained about since the last look, its content policy too. */
  void requireQuietConsole() {
    assertThat(driver.manage().logs().get(LogType.BROWSER))
        .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .extracting(LogEntry::getMessage)
        .as("the browser's console")
        .isEmpty();
  }

  /** Forgets complaints that the test has provoked, such as about a page that answers 404. */
  void forgetConsole(String expected) {
    assertThat(driver.manage().logs().get(LogType.BROWSER))
        .extracting(LogEntry::getMessage)
        .allMatch(message -> message.contains(expected));
  }

  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  void close() {
    driver.quit();
  }
}
