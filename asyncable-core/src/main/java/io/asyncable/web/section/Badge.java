package io.asyncable.web.section;

import io.asyncable.access.Viewer;

/**
 * A short text after the title of a section, such as the number of unread messages. Every live page
 * renews it.
 */
public interface Badge {

  /** A few characters, such as {@code (2)}; empty if there is nothing to show. */
  String text(Viewer viewer);
}
