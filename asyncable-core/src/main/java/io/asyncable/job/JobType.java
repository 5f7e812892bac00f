package io.asyncable.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request for work: what {@link Jobs#enqueue} takes, usually a record. Jackson writes it as JSON
 * and reads it again for the method annotated with {@link JobHandler}, so it carries ids and other
 * plain values, never entities or lambdas. Its Bean Validation constraints are checked before it is
 * stored.
 *
 * <p>The name becomes the process type's: it stands in the database, in {@code
 * asyncable.types.<name>} and in the addresses of {@code /jobs}. The class may be renamed or moved.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface JobType {

  /** The name: 1 to 100 letters, digits, {@code .}, {@code -} and {@code _}. */
  String value();

  /**
   * Names that the type had in earlier versions of the application. Its handler also runs the jobs
   * that were stored under them. Default: none.
   */
  String[] formerly() default {};
}
