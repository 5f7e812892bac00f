package io.asyncable.app;

import io.asyncable.test.PostgresServer;
import java.nio.file.Path;
import org.springframework.core.env.Environment;

/** What a developer wants to know once everything runs. */
record DevelopmentBanner(
    Path data,
    String application,
    String jdbcUrl,
    String kafka,
    String vbms,
    String bgs,
    Path sampleCsv,
    Path log) {

  private static final String SAMPLE_CSV = "app/samples/reviews.csv";

  static DevelopmentBanner of(Path data, Environment environment) {
    return new DevelopmentBanner(
        data,
        "http://%s:%s"
            .formatted(
                environment.getRequiredProperty("server.address"),
                environment.getRequiredProperty("local.server.port")),
        environment.getRequiredProperty("spring.datasource.url"),
        environment.getRequiredProperty("spring.kafka.bootstrap-servers"),
        environment.getRequiredProperty("asyncable.app.services.vbms.url"),
        environment.getRequiredProperty("asyncable.app.services.bgs.url"),
        Repository.root().resolve(SAMPLE_CSV),
        Path.of(environment.getRequiredProperty("logging.file.name")));
  }

  @Override
  public String toString() {
    return """

        Asyncable is ready.

          Application   %1$s
          Jobs          %1$s/jobs
          Intake        %1$s/intake
          Sandbox       %1$s/sandbox
          Sample CSV    %2$s

          Users         operator, viewer, alice (each password is the name)
          PostgreSQL    %3$s (user %4$s, no password)
          Kafka         %5$s (starts empty each time)
          VBMS          %7$s (sandbox)
          BGS           %8$s (sandbox)
          Data          %6$s
          Log           %9$s

        Ctrl-C stops everything.
        """
        .formatted(
            application, sampleCsv, jdbcUrl, PostgresServer.USER, kafka, data, vbms, bgs, log);
  }
}
