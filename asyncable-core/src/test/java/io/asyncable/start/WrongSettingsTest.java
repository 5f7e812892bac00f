package io.asyncable.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.test.KafkaServer;
import io.asyncable.test.Ports;
import io.asyncable.test.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A setting that is wrong stops the start with a sentence, and with no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTest {

  private static final String DATABASE = PostgresServer.shared().createDatabase();

  /** What is left of it here: that its first change set ran. */
  private static final String EARLIER_BUILD =
      """
      create table databasechangelog (id varchar(255) not null, author varchar(255) not null,
        filename varchar(255) not null, dateexecuted timestamp not null, orderexecuted int not null,
        exectype varchar(10) not null, md5sum varchar(35), description varchar(255),
        comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255),
        labels varchar(255), deployment_id varchar(10));
      insert into databasechangelog
        (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)
      values ('create-asyncable-worker', 'asyncable', 'io/asyncable/migrations/worker.yaml', now(),
        1, 'EXECUTED', '9:dabb512b43c046d376906e4d22cf2918')
      """;

  static List<Arguments> unknownSettings() {
    return List.of(
        arguments("asyncable.kafka.topic-prefx=a", "Did you mean asyncable.kafka.topic-prefix?"),
        arguments("asyncable.kafka.topicprefx=a", "Did you mean asyncable.kafka.topic-prefix?"),
        arguments("asyncable.worker.heart-beat-interval=1s", "no setting asyncable.worker.heart"),
        arguments("asyncable.role=web", "Did you mean asyncable.roles?"),
        arguments("asyncable.rolls[0]=web", "Did you mean asyncable.roles?"),
        arguments(
            "asyncable.types.Purchase.retry-intervall=1s",
            "Did you mean asyncable.types.Purchase.retry-interval?"),
        arguments(
            "asyncable.queues.default.concurency=1",
            "Did you mean asyncable.queues.default.concurrency?"),
        arguments("asyncable.types.Purchase=standard", "no setting asyncable.types.purchase"),
        arguments("asyncable.default.window=1d", "Did you mean asyncable.defaults.window?"),
        arguments("asyncable.kafka.retention.days=1", "no setting asyncable.kafka.retention.days"),
        arguments("asyncable.app.ulr=https://x", "no setting asyncable.app.ulr"),
        arguments(
            "asyncable.web.access.permissions.view-eror=ROLE_A",
            "Did you mean asyncable.web.access.permissions.view-error?"),
        arguments("asyncable.web.layot=mine", "Did you mean asyncable.web.layout?"),
        arguments("asyncable.nothing-like-it=1", "Remove it"));
  }

  @ParameterizedTest
  @MethodSource("unknownSettings")
  void nothingReadsIt(String setting, String sentence, CapturedOutput output) {
    stops(output, sentence, setting);
  }

  static List<Arguments> wrongValues() {
    return List.of(
        arguments("asyncable.queues.defualt.concurrency=1", "Did you mean 'default'?"),
        arguments("asyncable.types.Purchase.queue=fast", "or use one of [default]"),
        arguments(
            "asyncable.types.Purchase.permanent=java.lang.String",
            "permanent names java.lang.String, which is not an exception class"),
        arguments(
            "asyncable.types.Purchase.transient-errors=java.lang.String",
            "transient-errors names java.lang.String, which is not an exception class"),
        arguments(
            "asyncable.types.Purchase.retry-interval=5h",
            "The retry-interval of Purchase is 5h (from asyncable.types.Purchase), longer than its"
                + " max-retry-interval of 3h (from preset standard)."),
        arguments(
            "asyncable.kafka.topic-prefix=my jobs.",
            "asyncable.kafka.topic-prefix is 'my jobs.'. Write 1 to 100 characters"),
        arguments("asyncable.kafka.topic-prefix=", "asyncable.kafka.topic-prefix is ''. Write"),
        arguments(
            "asyncable.worker.heartbeat=500us",
            "asyncable.worker.heartbeat is 500us. Write a duration from 1ms to 36500d, such as"
                + " 30s."),
        arguments(
            "asyncable.types.Purchase.window=200000d",
            "asyncable.types.Purchase.window is 200000d. Write a duration from 1ms to 36500d"),
        arguments(
            "asyncable.defaults.max-retry-interval=PT200000000H",
            "asyncable.defaults.max-retry-interval is 200000000h. Write"),
        arguments(
            "asyncable.database.statement-timeout=20d",
            "asyncable.database.statement-timeout is 20d. Write a duration from 1ms to 10d"),
        arguments(
            "asyncable.alerts.interval=0s",
            "asyncable.alerts.interval is 0s. Write a duration from 1ms to 36500d"),
        arguments(
            "asyncable.messages.failing-after=0s",
            "asyncable.messages.failing-after is 0s. Write a duration from 1ms to 36500d"),
        arguments(
            "asyncable.web.bulk-rate=0",
            "asyncable.web.bulk-rate is 0. Write a number of at least 1."),
        arguments(
            "asyncable.types.Purchase.multiplier=0.5",
            "asyncable.types.Purchase.multiplier is 0.5. Write a number of at least 1."),
        arguments(
            "asyncable.types.Purchase.multiplier=NaN",
            "asyncable.types.Purchase.multiplier is NaN. Write a number of at least 1."),
        arguments(
            "asyncable.defaults.jitter=2", "asyncable.defaults.jitter is 2.0. Write a number from"),
        arguments(
            "asyncable.queues.default.concurrency=0",
            "asyncable.queues.default.concurrency is 0. Write a number of at least 1."),
        arguments(
            "asyncable.kafka.replication-factor=0", "asyncable.kafka.replication-factor is 0."),
        arguments(
            "asyncable.worker.dead-after=2s",
            "asyncable.worker.dead-after is 2s. Write at least three times"
                + " asyncable.worker.heartbeat, which is 1s."),
        arguments("asyncable.queues.[a b].concurrency=1", "asyncable.queues.a b is 'a b'. Write"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void itsValueCannotBe(String setting, String sentence, CapturedOutput output) {
    stops(output, sentence, setting);
  }

  static List<Arguments> unreadableValues() {
    return List.of(
        arguments(
            "asyncable.roles=worker,sweper",
            "asyncable.roles is 'worker,sweper', of which 'sweper' cannot be read. Use one of"
                + " worker, sweeper, web."),
        arguments(
            "asyncable.types.Purchase.preset=fast",
            "asyncable.types.purchase.preset is 'fast'. Use one of standard, caseflow."),
        arguments("asyncable.kafka.group-type=shared", "Use one of auto, share, consumer."),
        arguments("asyncable.types.Purchase.window=long", "Write a duration, such as 30s or 4d."),
        arguments("asyncable.types.Purchase.max-failures=2.5", "Write a whole number."),
        arguments("asyncable.types.Purchase.multiplier=two", "Write a number, such as 1.5."),
        arguments("asyncable.kafka.buffer=many", "'many'. Write a whole number."),
        arguments("asyncable.kafka.create-topics=perhaps", "Write true or false."),
        arguments(
            "asyncable.types.Purchase.permanent=java.io.IOException,no.such.Exception",
            "of which 'no.such.Exception' cannot be read. Write the full name of a class"));
  }

  @ParameterizedTest
  @MethodSource("unreadableValues")
  void itsValueCannotBeRead(String setting, String sentence, CapturedOutput output) {
    stops(output, sentence, setting);
    assertThat(output)
        .contains("from property source \"commandLineArgs\"")
        .doesNotContain("enum constant", "java.lang", "Failed to bind");
  }

  /** Nothing may have been migrated when a setting is found wrong, of whatever feature. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "asyncable.kafka.partitions=0",
        "asyncable.sweep.grace=0s",
        "asyncable.history.per-record=0",
        "asyncable.defaults.jitter=2",
        "asyncable.queues.default.consumers=0",
        "asyncable.worker.quarantine-after=1"
      })
  void isToldBeforeTheDatabaseIsAsked(String setting, CapturedOutput output) {
    String name = setting.substring(setting.lastIndexOf('.') + 1, setting.indexOf('='));
    String nowhere =
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/x".formatted(Ports.free());
    stops(output, name + " ", setting, nowhere);
    assertThat(output).doesNotContain("cannot use PostgreSQL");
  }

  static List<Arguments> wrongDatabases() {
    String server = DATABASE.substring(0, DATABASE.lastIndexOf('/'));
    int nobody = Ports.free();
    return List.of(
        arguments(server + "/nowhere", "database \"nowhere\" does not exist. Create that database"),
        arguments(
            "jdbc:postgresql://127.0.0.1:%d/x".formatted(nobody),
            "Check that PostgreSQL runs and can be reached from this machine"),
        arguments("jdbc:postgresql://no.such.host.invalid/x", "The host is unknown."),
        arguments("jdbc:mysql://127.0.0.1/x", "is not an address of PostgreSQL"),
        arguments("jdbc:h2:mem:x", "is not an address of PostgreSQL"),
        arguments("127.0.0.1/x", "is not a JDBC address"),
        arguments(
            "postgresql://eve:secret@127.0.0.1/x",
            "=postgresql://127.0.0.1/x is not a JDBC address"),
        arguments("jdbc:postgresql:/127.0.0.1/x", "The PostgreSQL driver cannot read"),
        arguments("jdbc:postgresql://127.0.0.1:port/x", "The PostgreSQL driver cannot read"));
  }

  @ParameterizedTest
  @MethodSource("wrongDatabases")
  void itsDatabaseCannotBeUsed(String url, String sentence, CapturedOutput output) {
    stops(output, sentence, "spring.datasource.url=" + url);
    assertThat(output).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eve", "\n"})
  void itsUserIsRefused(String user, CapturedOutput output) {
    stops(output, "Correct spring.datasource.username", "spring.datasource.username=" + user);
  }

  static List<Arguments> wrongBrokers() {
    return List.of(
        arguments("kafka", "'kafka' is not the address of a broker"),
        arguments("kafka:", "'kafka:' is not the address of a broker"),
        arguments("127.0.0.1:9092,kafka", "'kafka' is not the address of a broker"),
        arguments(
            "no.such.host.invalid:9092", "all hosts of [no.such.host.invalid:9092] are unknown"));
  }

  @ParameterizedTest
  @MethodSource("wrongBrokers")
  void itsBrokersCannotBe(String servers, String sentence, CapturedOutput output) {
    stops(output, sentence, "spring.kafka.bootstrap-servers=" + servers);
  }

  /** The library's changelog applied by itself, and included by an application's Liquibase. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "asyncable.migrate=true",
        "spring.liquibase.change-log=classpath:io/asyncable/migrations/changelog.yaml"
      })
  void anEarlierBuildMadeItsDatabase(String applied, CapturedOutput output) {
    String database = PostgresServer.shared().createDatabase();
    JdbcClient earlier =
        JdbcClient.create(new DriverManagerDataSource(database, PostgresServer.USER, ""));
    earlier.sql(EARLIER_BUILD).update();

    stops(
        output,
        "io/asyncable/migrations/worker.yaml::create-asyncable-worker::asyncable",
        "spring.datasource.url=" + database,
        applied);

    assertThat(output).contains("Use a new, empty database for this build");
    assertThat(
            earlier
                .sql("select tablename from pg_tables where tablename like 'asyncable%'")
                .query(String.class)
                .list())
        .isEmpty();
  }

  private static void stops(CapturedOutput output, String sentence, String... settings) {
    assertThatThrownBy(() -> start(settings)).isInstanceOf(RuntimeException.class);
    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START", sentence)
        .doesNotContain("\tat ");
    assertThat(output.getAll().split(" ERROR ", -1)).as("the sentence alone").hasSize(2);
  }

  private static void start(String... wrong) {
    List<String> settings = new ArrayList<>();
    settings.add("--spring.datasource.url=" + DATABASE);
    settings.add("--spring.datasource.username=" + PostgresServer.USER);
    settings.add("--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers());
    for (String setting : wrong) {
      settings.removeIf(each -> each.startsWith("--" + setting.substring(0, setting.indexOf('='))));
      settings.add("--" + setting);
    }
    new SpringApplicationBuilder(StartTest.Shop.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.liquibase.change-log=classpath:start-changelog.yaml",
            "spring.liquibase.contexts=whole")
        .run(settings.toArray(String[]::new))
        .close();
  }
}
