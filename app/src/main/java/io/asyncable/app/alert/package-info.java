/** Who hears by mail that records expired. */
@NullMarked
package io.asyncable.app.alert;

import org.jspecify.annotations.NullMarked;
