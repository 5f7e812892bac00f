package io.asyncable.bulk;

import org.springframework.util.ClassUtils;

/** Whether the application has pages or an API, by which alone bulk actions are asked for. */
final class OnPages {

  static final String SERVLET = "org.springframework.web.servlet.DispatcherServlet";

  private OnPages() {}

  static boolean isPresent() {
    return ClassUtils.isPresent(SERVLET, OnPages.class.getClassLoader());
  }
}
