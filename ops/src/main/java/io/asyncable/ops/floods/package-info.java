/**
 * The flood suite: sends floods of requests and messages to an instance with little memory. Shows
 * whether the instance works meanwhile and recovers afterwards.
 */
@NullMarked
package io.asyncable.ops.floods;

import org.jspecify.annotations.NullMarked;
