package io.asyncable.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method of a Spring bean that is called once when the engine gives a job up, in the
 * transaction that expires it. It takes the request and, if it likes, an {@link
 * io.asyncable.Exhausted}. If it throws, the exception is logged and the job expires all the same.
 * For a job whose payload cannot be read there is no request, so it is not called.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface JobExhausted {}
