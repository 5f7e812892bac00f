/**
 * What people see and do, with a real Chromium against the whole application. Without Chromium the
 * tests are skipped, and fail where continuous integration runs them.
 */
@NullMarked
package io.asyncable.app.browser;

import org.jspecify.annotations.NullMarked;
