/** Starts the application in many wrong ways, and shows what the operator reads each time. */
@NullMarked
package io.asyncable.ops.starts;

import org.jspecify.annotations.NullMarked;
