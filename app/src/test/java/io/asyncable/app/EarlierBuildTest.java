package io.asyncable.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.asyncable.test.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database was made by a build whose change sets had another content. */
@ExtendWith(OutputCaptureExtension.class)
class EarlierBuildTest {

  private final String url = PostgresServer.shared().createDatabase();
  private final JdbcClient database =
      JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));

  @Test
  void stopsTheStartAndTheDevelopmentRunNamesItsFolder(
      @TempDir Path folder, CapturedOutput output) {
    database
        .sql(
            """
            create table databasechangelog (id varchar(255) not null, author varchar(255) not null,
              filename varchar(255) not null, dateexecuted timestamp not null,
              orderexecuted int not null, exectype varchar(10) not null, md5sum varchar(35),
              description varchar(255), comments varchar(255), tag varchar(255),
              liquibase varchar(20), contexts varchar(255), labels varchar(255),
              deployment_id varchar(10));
            insert into databasechangelog
              (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)
            values ('intake-veteran', 'asyncable', 'db/changelog/intake.yaml', now(), 1, 'EXECUTED',
              '9:6b33a63c8fc9598a04f2e0706d511b0b')
            """)
        .update();

    Throwable failure =
        catchThrowable(
            () ->
                SpringApplication.run(
                    AsyncableApplication.class,
                    "--server.port=0",
                    "--spring.datasource.url=" + url,
                    "--spring.datasource.username=" + PostgresServer.USER,
                    "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                    "--asyncable.app.services.vbms.url=http://127.0.0.1:1",
                    "--asyncable.app.services.bgs.url=http://127.0.0.1:1"));

    assertThat(output)
        .contains(
            "Another build made this database",
            "db/changelog/intake.yaml::intake-veteran::asyncable")
        .doesNotContain("\tat ");
    assertThat(tables()).containsExactlyInAnyOrder("databasechangelog", "databasechangeloglock");
    DevelopmentData data = DevelopmentData.open(folder);
    assertThat(data.remedy(failure))
        .hasValueSatisfying(remedy -> assertThat(remedy).contains(folder.toString()));
    assertThat(data.remedy(new IllegalStateException("another failure"))).isEmpty();
  }

  private List<String> tables() {
    return database
        .sql("select tablename from pg_tables where schemaname = 'public'")
        .query(String.class)
        .list();
  }
}
