package io.asyncable.app.browser;

import java.util.Locale;

/** The two schemes of colours that a person may prefer. */
enum Shade {
  LIGHT,
  DARK;

  /** Its name in CSS. */
  String scheme() {
    return name().toLowerCase(Locale.ROOT);
  }
}
