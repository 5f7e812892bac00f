package io.asyncable;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What IDEs show of the library's settings, as the build generates it. */
class SettingsMetadataTest {

  private final List<JsonNode> properties = properties();

  private static List<JsonNode> properties() {
    try {
      URI classes =
          AsyncableProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path file = Path.of(classes).resolve("META-INF/spring-configuration-metadata.json");
      JsonNode metadata = JsonMapper.shared().readTree(Files.readString(file));
      return metadata.get("properties").valueStream().toList();
    } catch (Exception missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Test
  void holdsTheSettingsOfEveryFeature() {
    assertThat(properties)
        .extracting(SettingsMetadataTest::name)
        .contains(
            "asyncable.roles",
            "asyncable.kafka.topic-prefix",
            "asyncable.worker.heartbeat",
            "asyncable.database.statement-timeout",
            "asyncable.sweep.grace",
            "asyncable.history.retention",
            "asyncable.jobs.max-payload",
            "asyncable.queues",
            "asyncable.types",
            "asyncable.defaults.retry-interval",
            "asyncable.messages.failing-after",
            "asyncable.alerts.interval",
            "asyncable.web.layout",
            "asyncable.web.access.operator",
            "asyncable.web.bulk-rate")
        .allMatch(name -> name.startsWith("asyncable."));
  }

  /** IDEs show a description as it is. */
  @Test
  void describesEverySettingInPlainWords() {
    assertThat(properties)
        .allSatisfy(
            property ->
                assertThat(property.path("description").asString(""))
                    .as(name(property))
                    .isNotBlank()
                    .doesNotContainPattern("[{}<>`]|@\\w"));
  }

  @Test
  void tellsEveryDefault() {
    assertThat(properties)
        .allSatisfy(
            property ->
                assertThat(told(property)).as(name(property)).isEqualTo(defaultOf(property)));
  }

  private static @Nullable String told(JsonNode property) {
    return property.has("defaultValue") ? property.get("defaultValue").asString() : null;
  }

  /** What the binder takes where nothing is set. */
  private static @Nullable String defaultOf(JsonNode property) {
    String name = name(property);
    Map<String, String> defaults = new HashMap<>();
    for (Parameter parameter : constructorParameters(property.get("sourceType").asString())) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (value != null && value.value().length > 0) {
        List<String> values = List.of(value.value());
        defaults.put(
            dashed(parameter.getName()), values.size() == 1 ? values.get(0) : values.toString());
      }
    }
    return defaults.get(name.substring(name.lastIndexOf('.') + 1));
  }

  private static Parameter[] constructorParameters(String type) {
    try {
      return Class.forName(type).getDeclaredConstructors()[0].getParameters();
    } catch (ClassNotFoundException unknown) {
      throw new IllegalStateException(unknown);
    }
  }

  private static String name(JsonNode property) {
    return property.get("name").asString();
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
