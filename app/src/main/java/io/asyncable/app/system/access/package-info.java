/** Who signs in, how, and who may go where. */
@NullMarked
package io.asyncable.app.system.access;

import org.jspecify.annotations.NullMarked;
