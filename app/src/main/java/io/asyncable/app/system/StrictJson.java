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
 * Refuses JSON of a request that would be taken for something that its sender may not have meant:
 * fields that nobody reads, a field that is there twice, numbers for words or dates. What other
 * services answer is read as before, for they may say more from one day to the next.
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
