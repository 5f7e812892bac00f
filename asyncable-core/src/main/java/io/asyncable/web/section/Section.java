package io.asyncable.web.section;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds a page to the navigation. Annotate the method of the controller that answers the page. The
 * entry leads to the method's address without variables, of which there must be exactly one. Users
 * who lack the permission in the method's {@link io.asyncable.web.Requires} do not see the entry.
 * The application's own controllers can use it too; their pages appear in the header.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Section {

  /** The title of the entry. */
  String title();

  /** The place of the entry in its menu: entries with a lower number come first. */
  int order();

  /** Where the navigation shows the entry; default the header. */
  Menu menu() default Menu.HEADER;

  /** The type of the bean that supplies the text after the title; default none. */
  Class<? extends Badge> badge() default Badge.class;
}
