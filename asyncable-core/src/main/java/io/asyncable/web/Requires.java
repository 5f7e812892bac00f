package io.asyncable.web;

import io.asyncable.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a controller's method needs. {@link Gate} checks it before the method runs,
 * and a gated controller without it stops the start. The method itself checks permissions that
 * depend on the record.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

  /** The permission's word: one of {@link Permission}, or of a bean of that type. */
  String value();

  /** Whether it is enough to have it for one's own records. */
  boolean own() default false;
}
