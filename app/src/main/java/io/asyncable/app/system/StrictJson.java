package io.asyncable.app.system;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses JSON of a request that its sender may have meant differently: unknown fields, a field
 * that occurs twice, numbers for words or dates. Answers of other services are read as before,
 * because a service may add fields at any time.
 */
@Component
@Order // After Boot's own, whose converter this one replaces.
class StrictJson implements ServerHttpMessageConvertersCustomizer {

  private final JsonMapper mapper;

  StrictJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public void customize(HttpMessageConverters.ServerBuilder converters) {
    JsonMapper strict =
        mapper
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .defaultLeniency(false)
            .build();
    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
  }
}
