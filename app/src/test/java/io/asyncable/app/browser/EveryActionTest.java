package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every form that the application takes from people, so that a new one is not forgotten. */
@BrowserTest
class EveryActionTest {

  /** Taken by Spring Security, so no mapping tells them. */
  private static final Set<String> OF_SECURITY = Set.of("/login", "/logout");

  @Test
  void isTriedWithAndWithoutJavaScript(@Autowired List<RequestMappingInfoHandlerMapping> mappings) {
    Set<String> forms =
        mappings.stream()
            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
            .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.POST))
            .map(RequestMappingInfo::getPatternValues)
            .flatMap(Set::stream)
            .filter(pattern -> !pattern.matches("/(api|actuator)/.*"))
            .collect(Collectors.toSet());

    assertThat(forms).contains("/jobs/{type}/{id}/restart", "/intake");
    assertThat(tried()).containsAll(forms).containsAll(OF_SECURITY);
  }

  private static Set<String> tried() {
    return ReflectionSupport.findAllClassesInPackage(
            EveryActionTest.class.getPackageName(), test -> true, name -> name.endsWith("Test"))
        .stream()
        .flatMap(EveryActionTest::acts)
        .flatMap(acts -> Stream.of(acts.value()))
        .collect(Collectors.toSet());
  }

  private static Stream<Acts> acts(Class<?> test) {
    return AnnotationSupport.findAnnotatedMethods(test, Acts.class, HierarchyTraversalMode.TOP_DOWN)
        .stream()
        .map(method -> method.getAnnotation(Acts.class));
  }
}
