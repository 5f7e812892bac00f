/** Who may use the application, and what every page shares. */
@NullMarked
package io.asyncable.app.system;

import org.jspecify.annotations.NullMarked;
