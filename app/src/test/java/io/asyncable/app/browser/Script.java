package io.asyncable.app.browser;

/** Whether the browser runs JavaScript. */
enum Script {
  ON,
  OFF
}
