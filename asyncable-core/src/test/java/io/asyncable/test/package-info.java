/** The test kit: real servers for tests and for the development run, shipped as the test-jar. */
@NullMarked
package io.asyncable.test;

import org.jspecify.annotations.NullMarked;
