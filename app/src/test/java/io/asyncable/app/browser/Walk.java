package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.By;

/**
 * Somebody who was called, knows no address, and goes by what the pages say: at most three clicks
 * and one typed reason from the list of records on.
 */
final class Walk {

  private static final String SAYS = "contains(normalize-space(.), '%s')";

  private final Browser browser;
  private int clicks;
  private int reasons;

  private Walk(Browser browser) {
    this.browser = browser;
  }

  static Walk from(Browser browser) {
    browser.open("/jobs");
    return new Walk(browser);
  }

  /** The page says all of this, now or when it is told anew. */
  Walk reads(String... sentences) {
    for (String sentence : sentences) {
      browser.awaitText(sentence);
    }
    return this;
  }

  /** Clicks the link or button of that name. */
  Walk clicks(String name) {
    return clicks("//main//", "[normalize-space(.)='%s']".formatted(name));
  }

  /** Clicks the link that names this. */
  Walk opens(String part) {
    return clicks("//main//", "[" + SAYS.formatted(part) + "]");
  }

  /** Clicks the link or button of that name in the row or line that speaks of this. */
  Walk clicksBeside(String subject, String name) {
    return clicks(
        "//main//*[self::tr or self::li][%s]//".formatted(SAYS.formatted(subject)),
        "[normalize-space(.)='%s']".formatted(name));
  }

  private Walk clicks(String within, String which) {
    browser.press(By.xpath(within + "*[self::a or self::button]" + which));
    clicks++;
    assertThat(clicks).as("clicks").isLessThanOrEqualTo(3);
    return this;
  }

  /** Types why, into the one field that asks for it. */
  Walk says(String reason) {
    browser.fill("main", "reason", reason);
    reasons++;
    assertThat(reasons).as("typed reasons").isLessThanOrEqualTo(1);
    return this;
  }
}
