package io.asyncable.web;

import io.asyncable.access.Viewer;
import io.asyncable.access.WebRole;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** Completes the OpenAPI document of applications that have springdoc. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(
    name = {
      "org.springdoc.core.customizers.GlobalOperationCustomizer",
      "io.swagger.v3.oas.models.OpenAPI"
    })
@Conditional(WebRole.class)
@Import(DocumentedOperations.class)
class OpenApiAutoConfiguration {

  OpenApiAutoConfiguration() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Viewer.class);
  }
}
