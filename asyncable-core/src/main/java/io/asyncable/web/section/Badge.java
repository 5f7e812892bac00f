package io.asyncable.web.section;

import io.asyncable.access.Viewer;

/** What stands behind the title of a section, and is renewed with every live page. */
public interface Badge {

  /** A few characters, such as {@code (2)}; empty if there is nothing to tell. */
  String text(Viewer viewer);
}
