package io.asyncable.web;

import io.asyncable.access.Access;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets only users with the permission of a controller's method call it, and passes the user to the
 * method.
 */
public final class Gate
    implements HandlerInterceptor, HandlerMethodArgumentResolver, WebMvcConfigurer {

  private final Access access;

  Gate(Access access) {
    this.access = access;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(this);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && guards(method)) {
      Requires required = method.getMethodAnnotation(Requires.class);
      Viewer viewer = access.viewer(request.getUserPrincipal());
      if (required == null || !isEnough(viewer, required)) {
        throw new Denied(
            required == null
                ? "Nobody may do this."
                : "You may not do this: it needs the permission %s.".formatted(required.value()));
      }
      requireReadable(request);
    }
    return true;
  }

  /**
   * The server decodes the query at the first use of a parameter. Decode it here, so that a failure
   * gets a good answer.
   */
  private static void requireReadable(HttpServletRequest request) {
    try {
      request.getParameterMap();
    } catch (IllegalStateException unreadable) {
      throw new RequestProblem(
          "The query of the address cannot be read. Write it in UTF-8, percent-encoded.");
    }
  }

  /** Whether the user has this permission. */
  public static boolean isEnough(Viewer viewer, Requires required) {
    return required.own() ? viewer.mayToSome(required.value()) : viewer.may(required.value());
  }

  /** Whether the gate guards the method's controller. */
  static boolean guards(HandlerMethod method) {
    return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Gated.class);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Viewer.class;
  }

  @Override
  public Viewer resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return access.viewer(request.getUserPrincipal());
  }
}
