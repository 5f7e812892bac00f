/** An application with pages, and what tests of pages share. */
@NullMarked
package io.asyncable.test.web;

import org.jspecify.annotations.NullMarked;
