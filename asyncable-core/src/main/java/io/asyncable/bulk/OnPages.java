package io.asyncable.bulk;

import org.springframework.util.ClassUtils;

/** Whether the application has pages or an API. People begin bulk actions only there. */
final class OnPages {

  static final String SERVLET = "org.springframework.web.servlet.DispatcherServlet";

  private OnPages() {}

  static boolean isPresent() {
    return ClassUtils.isPresent(SERVLET, OnPages.class.getClassLoader());
  }
}
