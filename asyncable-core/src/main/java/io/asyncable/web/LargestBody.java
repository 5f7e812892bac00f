package io.asyncable.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Allows larger request bodies of this type than the usual limit of 256 kB. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LargestBody {

  /** The limit in bytes. */
  int value();
}
