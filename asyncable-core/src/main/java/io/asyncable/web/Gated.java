package io.asyncable.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller that {@link Gate} guards: each of its methods says by {@link Requires} which
 * permission it needs. {@link Api} and {@link Page} are gated; other controllers of the library
 * stop the start.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Gated {}
