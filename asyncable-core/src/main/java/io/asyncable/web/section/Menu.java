package io.asyncable.web.section;

import java.util.List;

/**
 * Where the navigation shows a page. There are no more than five tabs, so that a person finds each
 * of them at a glance; the pages of a tab appear below it.
 */
public enum Menu {
  /** Records and what people do to them. */
  JOBS("Jobs"),

  /** Failures. */
  ERRORS("Errors"),

  /** Counts over time. */
  REPORTS("Reports"),

  /** What processes the records. */
  ENGINE("Engine"),

  /** Who did what. */
  AUDIT("Audit"),

  /** The header of every page, among the application's own pages. */
  HEADER("Application"),

  /** The bell in the header of every page; for one page only. */
  BELL("Inbox");

  /** The tabs, in their order. */
  static final List<Menu> TABS = List.of(JOBS, ERRORS, REPORTS, ENGINE, AUDIT);

  private final String title;

  Menu(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
