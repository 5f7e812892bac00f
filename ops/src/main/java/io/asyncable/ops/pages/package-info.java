/**
 * The benchmark of the pages: how long they take beside millions of records, and what they slow.
 */
@NullMarked
package io.asyncable.ops.pages;

import org.jspecify.annotations.NullMarked;
