package io.asyncable.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Connects a test's application context to the shared {@link PostgresServer} and {@link
 * KafkaServer}: {@code @ContextConfiguration(initializers = RealServers.class)}.
 *
 * <p>Every context gets a database and a prefix for topics and groups of its own, so contexts do
 * not disturb each other. Properties that the test itself sets win.
 */
public final class RealServers
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final AtomicInteger CONTEXTS = new AtomicInteger();

  // What @TestPropertySource, @SpringBootTest(properties) and @DynamicPropertySource are called.
  private static final List<String> SET_BY_THE_TEST =
      List.of("Inlined Test Properties", "Dynamic Test Properties");

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.datasource.url", PostgresServer.shared().createDatabase());
    properties.put("spring.datasource.username", PostgresServer.USER);
    properties.put("spring.datasource.password", "");
    properties.put("spring.kafka.bootstrap-servers", KafkaServer.shared().bootstrapServers());
    properties.put("asyncable.kafka.topic-prefix", "test%d-".formatted(CONTEXTS.incrementAndGet()));

    MutablePropertySources sources = context.getEnvironment().getPropertySources();
    properties.keySet().removeIf(name -> isSetByTheTest(sources, name));
    sources.addFirst(new MapPropertySource("realServers", properties));
    EndOfTests.closeFirst(context);
    // The context's own logging system has just reset the levels.
    QuietLogging.apply();
  }

  private static boolean isSetByTheTest(MutablePropertySources sources, String name) {
    return SET_BY_THE_TEST.stream()
        .map(sources::get)
        .filter(Objects::nonNull)
        .anyMatch(source -> source.containsProperty(name));
  }
}
