package io.asyncable.app.browser;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All pages that the navigation leads to, so that a test looks at a new one without naming it. */
final class Navigation {

  private static final String TABS = "nav.sections:not(.within) a";
  private static final String WITHIN = "nav.sections.within a";

  private Navigation() {}

  /** The library's pages: the tabs, what is in each, and the bell's. */
  static Set<String> sections(Browser browser) {
    browser.open("/jobs");
    List<String> tabs = links(browser, TABS);
    Set<String> pages = new LinkedHashSet<>(tabs);
    for (String tab : tabs) {
      browser.open(tab);
      pages.addAll(links(browser, WITHIN));
    }
    pages.addAll(links(browser, "header a.bell"));
    return pages;
  }

  /** The same, and the application's own pages. */
  static Set<String> pages(Browser browser) {
    Set<String> pages = new LinkedHashSet<>(sections(browser));
    pages.addAll(links(browser, "header nav a"));
    return pages;
  }

  private static List<String> links(Browser browser, String selector) {
    return browser.all(selector).stream()
        .map(link -> String.valueOf(link.getDomAttribute("href")))
        .toList();
  }
}
