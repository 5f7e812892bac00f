package io.asyncable.app.browser;

import java.util.Map;

/** What somebody looks at a page with. */
enum Screen {
  /** The width down to which WCAG wants no scrolling to the side. */
  NARROW(320, 640, true),
  PHONE(390, 844, true),
  TABLET(768, 1024, true),
  LAPTOP(1280, 900, false),
  DESK(1360, 1000, false),
  WIDE(2560, 1440, false);

  private final int width;
  private final int height;
  private final boolean mobile;

  Screen(int width, int height, boolean mobile) {
    this.width = width;
    this.height = height;
    this.mobile = mobile;
  }

  /** As the browser's own tools are told. */
  Map<String, Object> metrics() {
    return Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile);
  }
}
