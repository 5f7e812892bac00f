package io.asyncable.app.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test of what people do, once with and once without JavaScript, that takes the {@link Script} as
 * its first parameter. It fails unless each of these forms was sent and taken; {@link
 * EveryActionTest} tells which forms no test names.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource
@interface Acts {

  /** Where the forms are sent, as the controllers' patterns are written. */
  String[] value();
}
