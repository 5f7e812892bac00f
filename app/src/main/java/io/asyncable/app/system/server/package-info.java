/** What holds for every request, whoever sends it: bounds of bodies, headers, the error page. */
@NullMarked
package io.asyncable.app.system.server;

import org.jspecify.annotations.NullMarked;
