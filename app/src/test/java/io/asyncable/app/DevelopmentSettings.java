package io.asyncable.app;

import io.asyncable.test.PostgresServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Spring properties that make the application run without any other configuration.
 *
 * @param jdbcUrl where PostgreSQL is
 * @param bootstrapServers where Kafka is
 * @param port where the application shall listen
 * @param log where it tells what it does
 */
record DevelopmentSettings(String jdbcUrl, String bootstrapServers, int port, DevelopmentLog log) {

  /** The roles of the users, whose passwords equal their names. */
  static final Map<String, String> USERS =
      Map.of("operator", "OPERATOR", "viewer", "VIEWER", "alice", "SUBMITTER");

  // The broker in the process would otherwise tell its whole life; its warnings still show.
  private static final List<String> QUIET =
      List.of("kafka", "org.apache.kafka", "state.change.logger", "io.zonky");

  static DevelopmentSettings of(DevelopmentServers servers, DevelopmentLog log) {
    int wanted = Integer.parseInt(System.getenv().getOrDefault("SERVER_PORT", "8080"));
    return new DevelopmentSettings(
        servers.jdbcUrl(),
        servers.bootstrapServers(),
        DevelopmentPort.of("the application", wanted, System.out::println),
        log);
  }

  /** Puts the properties before the arguments of the user, who may override each of them. */
  String[] before(String[] arguments) {
    return Stream.concat(
            properties().entrySet().stream()
                .filter(property -> !isGiven(property.getKey(), arguments))
                .map(property -> "--" + property.getKey() + "=" + property.getValue()),
            Stream.of(arguments))
        .toArray(String[]::new);
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.port", Integer.toString(port));
    properties.put("server.address", System.getenv().getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
    properties.put("spring.datasource.url", jdbcUrl);
    properties.put("spring.datasource.username", PostgresServer.USER);
    properties.put("spring.datasource.password", "");
    properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
    USERS.forEach(
        (name, role) -> {
          properties.put("asyncable.app.users." + name + ".password", "{noop}" + name);
          properties.put("asyncable.app.users." + name + ".roles", role);
        });
    properties.putAll(log.properties());
    QUIET.forEach(logger -> properties.put("logging.level." + logger, "warn"));
    return properties;
  }

  private static boolean isGiven(String property, String[] arguments) {
    return Stream.of(arguments).anyMatch(argument -> argument.startsWith("--" + property + "="));
  }
}
