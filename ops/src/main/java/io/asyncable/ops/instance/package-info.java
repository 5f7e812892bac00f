/** Instances of the application in processes of their own, and what uses and watches them. */
@NullMarked
package io.asyncable.ops.instance;

import org.jspecify.annotations.NullMarked;
