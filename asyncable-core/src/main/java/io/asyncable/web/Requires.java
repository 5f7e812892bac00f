package io.asyncable.web;

import io.asyncable.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission without which nobody gets into a controller's method. {@link Gate} asks for it
 * before the method runs, and no gated controller starts without one. What depends on the record,
 * the method still asks itself.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

  /** The permission's word: one of {@link Permission}, or of a bean of that type. */
  String value();

  /** Whether it is enough to have it for one's own records. */
  boolean own() default false;
}
