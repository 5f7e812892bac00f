package io.asyncable.start;

import io.asyncable.ConfigurationProblem;
import io.asyncable.Permission;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Stops the start for every setting under {@code asyncable} that nothing reads, because its author
 * expects an effect. Known settings come from the {@code @ConfigurationProperties} classes of the
 * library and the application.
 *
 * <p>An environment variable does not stop the start, because others may set it: Kubernetes sets
 * some for each service. The log warns of a variable that differs from a setting in a letter or
 * two.
 */
final class UnknownSettings implements BeanFactoryPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(UnknownSettings.class);

  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("asyncable");
  private static final int MOST_TOLD = 10;

  private final ConfigurableEnvironment environment;

  UnknownSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    KnownSettings known = known(beans);
    TreeMap<ConfigurationPropertyName, String> unknown = new TreeMap<>();
    ConfigurationPropertySources.get(environment)
        .forEach(
            source -> {
              if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
                return;
              }
              if (source instanceof IterableConfigurationPropertySource settings) {
                look(settings, known, unknown);
              }
            });
    environment.getPropertySources().stream()
        .filter(SystemEnvironmentPropertySource.class::isInstance)
        .forEach(source -> tellOfVariables((SystemEnvironmentPropertySource) source, known));
    if (!unknown.isEmpty()) {
      throw new ConfigurationProblem(words(List.copyOf(unknown.values())));
    }
  }

  private static KnownSettings known(ConfigurableListableBeanFactory beans) {
    KnownSettings known =
        new KnownSettings(
            Stream.concat(
                    Permission.OF_LIBRARY.stream(),
                    beans.getBeansOfType(Permission.class, true, false).values().stream())
                .map(Permission::word)
                .toList());
    for (String name : beans.getBeanDefinitionNames()) {
      ConfigurationProperties bound =
          beans.findAnnotationOnBean(name, ConfigurationProperties.class, false);
      Class<?> type = beans.getType(name, false);
      if (bound != null && type != null && isOurs(bound.prefix())) {
        known.add(bound.prefix(), type);
      }
    }
    return known;
  }

  /** Whether the settings under this prefix are under {@code asyncable}. */
  static boolean isOurs(String prefix) {
    return prefix.equals(OURS.toString()) || prefix.startsWith(OURS + ".");
  }

  private static void look(
      IterableConfigurationPropertySource source,
      KnownSettings known,
      TreeMap<ConfigurationPropertyName, String> unknown) {
    StreamSupport.stream(source.spliterator(), false)
        .filter(OURS::isAncestorOf)
        .filter(name -> !known.contains(name) && !isEmptyGroup(source, name, known))
        .forEach(name -> unknown.putIfAbsent(name, sentence(source, name, known)));
  }

  private static boolean isEmptyGroup(
      IterableConfigurationPropertySource source,
      ConfigurationPropertyName name,
      KnownSettings known) {
    return known.hasBelow(name)
        && !StringUtils.hasText(String.valueOf(source.getConfigurationProperty(name).getValue()));
  }

  private static String sentence(
      IterableConfigurationPropertySource source,
      ConfigurationPropertyName name,
      KnownSettings known) {
    Origin origin = Origin.from(source.getConfigurationProperty(name));
    return "Asyncable has no setting %s%s.%s"
        .formatted(
            name,
            origin == null ? "" : ", which is set by " + origin,
            known
                .nearest(name)
                .map(" Did you mean %s?"::formatted)
                .orElse(" Remove it. README.md says where all settings are described."));
  }

  private static String words(List<String> sentences) {
    String told = String.join("\n", sentences.subList(0, Math.min(MOST_TOLD, sentences.size())));
    int more = sentences.size() - MOST_TOLD;
    return more > 0 ? told + "\nThere are %,d more of these.".formatted(more) : told;
  }

  private static void tellOfVariables(PropertySource<?> source, KnownSettings known) {
    for (String variable : ((SystemEnvironmentPropertySource) source).getPropertyNames()) {
      if (variable.startsWith("ASYNCABLE_")) {
        known
            .nearestVariable(variable)
            .ifPresent(
                meant ->
                    log.warn(
                        "The environment variable {} matches no setting. Did you mean {}?",
                        variable,
                        meant));
      }
    }
  }
}
