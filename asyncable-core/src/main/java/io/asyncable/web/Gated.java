package io.asyncable.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks annotations of controllers that {@link Gate} guards: {@link Api} and {@link Page}. Each
 * method of such a controller names its permission with {@link Requires}. A controller of the
 * library without a guard stops the start.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Gated {}
