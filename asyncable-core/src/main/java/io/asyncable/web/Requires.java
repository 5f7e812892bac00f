package io.asyncable.web;

import io.asyncable.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a method of a controller needs. {@link Gate} checks it before the method
 * runs. A guarded controller's method without this annotation stops the start. The method itself
 * checks permissions that depend on the record.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

  /** The word of a permission: one of {@link Permission}, or of a bean of that type. */
  String value();

  /**
   * Whether a user who has the permission only for their own records may call the method; default
   * false.
   */
  boolean own() default false;
}
