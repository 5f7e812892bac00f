package io.asyncable.web.section;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a page an entry of the navigation: the method of a controller that answers it. Its address
 * is the one without variables; who may not open the page by its {@link io.asyncable.web.Requires},
 * does not see the entry. Pages under {@code /jobs} stand among the sections, others in the header;
 * so do those of an application's own controllers.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Section {

  /** What the entry is called. */
  String title();

  /** Its place; entries of a lower number come first. */
  int order();

  /**
   * The bean that tells what stands behind the title, such as how much is unread; none if not set.
   */
  Class<? extends Badge> badge() default Badge.class;
}
