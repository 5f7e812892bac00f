package io.asyncable.web.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class SectionAddressTest {

  private final RequestMappingHandlerMapping mappings = new RequestMappingHandlerMapping();
  private final Sections sections = new Sections(mappings, new DefaultListableBeanFactory());

  static class Pages {

    @Section(title = "Claims", order = 10)
    public String claims() {
      return "";
    }
  }

  @BeforeEach
  void initialize() {
    mappings.setApplicationContext(new StaticWebApplicationContext());
    mappings.afterPropertiesSet();
  }

  @Test
  void aSectionLeadsToTheAddressWithoutVariables() throws NoSuchMethodException {
    map("/claims", "/clients/{client}/claims");
    sections.afterSingletonsInstantiated();
    assertThat(sections.areas()).extracting(Sections.Entry::path).containsExactly("/claims");
    assertThat(sections.live("#rows")).isEqualTo("#rows");
  }

  @Test
  void oneWithoutSuchAnAddressStopsTheStart() throws NoSuchMethodException {
    map("/clients/{client}/claims");
    assertThatIllegalStateException()
        .isThrownBy(sections::afterSingletonsInstantiated)
        .withMessageEndingWith("claims() is a section and needs one address without variables");
  }

  private void map(String... addresses) throws NoSuchMethodException {
    mappings.registerMapping(
        RequestMappingInfo.paths(addresses).options(mappings.getBuilderConfiguration()).build(),
        new Pages(),
        Pages.class.getMethod("claims"));
  }
}
