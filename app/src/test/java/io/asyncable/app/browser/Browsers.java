package io.asyncable.app.browser;

import java.util.EnumMap;
import java.util.Map;

/** One browser that runs JavaScript and one that does not, started when first needed. */
final class Browsers implements AutoCloseable {

  private final Map<Script, Browser> started = new EnumMap<>(Script.class);
  private String site = "";

  /** Makes them begin at that address, signed out. */
  void visit(String address) {
    site = address;
    started.values().forEach(browser -> browser.begin(address));
  }

  Browser with(Script script) {
    return started.computeIfAbsent(
        script,
        none -> {
          Browser browser = new Browser(Chromium.start(script));
          browser.begin(site);
          return browser;
        });
  }

  /** In front of somebody whose password is the name. */
  Browser of(String user, Script script) {
    Browser browser = with(script);
    browser.signIn(user);
    return browser;
  }

  void requireQuietConsoles() {
    started.values().forEach(Browser::requireQuietConsole);
  }

  @Override
  public void close() {
    started.values().forEach(Browser::close);
  }
}
