/** Rules for every request: bounds of bodies, headers, the error page. */
@NullMarked
package io.asyncable.app.system.server;

import org.jspecify.annotations.NullMarked;
