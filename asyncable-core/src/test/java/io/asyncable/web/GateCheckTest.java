package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncable.Permission;
import java.lang.reflect.Method;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class GateCheckTest {

  private final RequestMappingHandlerMapping mappings = new RequestMappingHandlerMapping();

  @BeforeEach
  void initialize() {
    mappings.setApplicationContext(new StaticWebApplicationContext());
    mappings.afterPropertiesSet();
  }

  @Api
  static class Gated {

    @Requires(Permission.VIEW_LIST)
    public String permitted() {
      return "";
    }

    public String forgotten() {
      return "";
    }

    @Requires("view-lists")
    public String misspelled() {
      return "";
    }
  }

  static class OfAnApplication {

    public String open() {
      return "";
    }
  }

  @Test
  void gatedMethodsNeedAPermission() throws NoSuchMethodException {
    map("/permitted", new Gated(), Gated.class.getMethod("permitted"));
    check();
    map("/forgotten", new Gated(), Gated.class.getMethod("forgotten"));
    assertThatIllegalStateException()
        .isThrownBy(this::check)
        .withMessageContaining("forgotten()")
        .withMessageEndingWith("names no permission: annotate its method with @Requires");
  }

  @Test
  void thePermissionThatAMethodNeedsIsOneThatThereIs() throws NoSuchMethodException {
    map("/misspelled", new Gated(), Gated.class.getMethod("misspelled"));
    assertThatIllegalStateException()
        .isThrownBy(this::check)
        .withMessageContaining("misspelled() needs the unknown permission 'view-lists'");
  }

  @Test
  void controllersOfTheLibraryAreGated() throws NoSuchMethodException {
    map("/open", new OfAnApplication(), OfAnApplication.class.getMethod("open"));
    check();
    map("/library", new BoundedBodies(), BoundedBodies.class.getMethod("hashCode"));
    assertThatIllegalStateException()
        .isThrownBy(this::check)
        .withMessageContaining("annotate its class with @Api or @Page");
  }

  private void map(String address, Object controller, Method method) {
    mappings.registerMapping(
        RequestMappingInfo.paths(address).options(mappings.getBuilderConfiguration()).build(),
        controller,
        method);
  }

  private void check() {
    new GateCheck(mappings, Permission.VIEW_LIST::equals).afterSingletonsInstantiated();
  }
}
