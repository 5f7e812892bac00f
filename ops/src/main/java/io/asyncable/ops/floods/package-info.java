/**
 * The flood suite: lets floods of requests and messages loose on an instance with little memory,
 * and tells whether it does its work meanwhile and is as it was afterwards.
 */
@NullMarked
package io.asyncable.ops.floods;

import org.jspecify.annotations.NullMarked;
