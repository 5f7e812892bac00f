package io.asyncable.ops.starts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to start the application wrongly.
 *
 * @param setting the wrong setting, as {@code name=value}; empty for a start without mistakes
 */
record WrongStart(String setting) {

  String name() {
    return setting.substring(0, setting.indexOf('='));
  }

  static List<WrongStart> all(String databaseServer, int nobody) {
    List<String> all = new ArrayList<>(servers(databaseServer, nobody));
    all.addAll(values());
    all.addAll(unknown());
    return all.stream().map(WrongStart::new).toList();
  }

  private static List<String> servers(String databaseServer, int nobody) {
    return List.of(
        "spring.datasource.url=",
        "spring.datasource.url=%s/nowhere".formatted(databaseServer),
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/x".formatted(nobody),
        "spring.datasource.url=jdbc:postgresql://no.such.host.invalid/x",
        "spring.datasource.url=jdbc:mysql://127.0.0.1/x",
        "spring.datasource.url=jdbc:h2:mem:x",
        "spring.datasource.url=127.0.0.1/x",
        "spring.datasource.url=postgresql://127.0.0.1/x",
        "spring.datasource.url=jdbc:postgresql:/127.0.0.1/x",
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:port/x",
        "spring.datasource.username=eve",
        "spring.kafka.bootstrap-servers=",
        "spring.kafka.bootstrap-servers=kafka",
        "spring.kafka.bootstrap-servers=kafka:",
        "spring.kafka.bootstrap-servers=no.such.host.invalid:9092",
        "asyncable.app.services.vbms.url=",
        "asyncable.app.services.vbms.url=vbms.example.org",
        "asyncable.app.services.bgs.url=ftp://bgs.example.org",
        "asyncable.app.users.olivia.password=",
        "asyncable.app.users.olivia.password=olivia",
        "asyncable.app.users.olivia.roles=",
        "asyncable.app.users.olivia.roles=KING",
        "server.port=port");
  }

  private static List<String> values() {
    return List.of(
        "asyncable.roles=worker,boss",
        "asyncable.types.Appeal.preset=fast",
        "asyncable.types.Appeal.queue=fast",
        "asyncable.types.Appeal.window=0s",
        "asyncable.types.Appeal.window=long",
        "asyncable.types.Appeal.window=200000d",
        "asyncable.types.Appeal.retry-interval=5h",
        "asyncable.types.Appeal.multiplier=0.5",
        "asyncable.types.Appeal.jitter=2",
        "asyncable.types.Appeal.max-failures=0",
        "asyncable.types.Appeal.transaction-size=0",
        "asyncable.types.Appeal.permanent=java.lang.String",
        "asyncable.types.Appeal.permanent=no.such.Exception",
        "asyncable.types.Appeal.transient-errors=java.lang.String",
        "asyncable.types.Appeal.services=bank",
        "asyncable.types.Apeal.window=1d",
        "asyncable.queues.defualt.concurrency=1",
        "asyncable.queues.default.concurrency=0",
        "asyncable.queues.default.prefetch=-1",
        "asyncable.queues.default.consumers=0",
        "asyncable.kafka.group-type=shared",
        "asyncable.kafka.topic-prefix=my jobs.",
        "asyncable.kafka.create-topics=false",
        "asyncable.kafka.partitions=0",
        "asyncable.kafka.delivery-timeout=1m",
        "asyncable.database.statement-timeout=0s",
        "asyncable.database.statement-timeout=20d",
        "asyncable.worker.heartbeat=0s",
        "asyncable.worker.heartbeat=500us",
        "asyncable.worker.dead-after=2s",
        "asyncable.worker.quarantine-after=1",
        "asyncable.sweep.interval=0s",
        "asyncable.history.retention=1d",
        "asyncable.messages.interval=0s",
        "asyncable.alerts.interval=0s",
        "asyncable.web.bulk-rate=0",
        "asyncable.web.layout=nowhere",
        "asyncable.web.access.permissions.view-eror=ROLE_A",
        "asyncable.app.login.failures-per-name=0",
        "asyncable.app.login.within=1ms",
        "asyncable.app.bodies.within=200000d",
        "asyncable.app.intake.longest-import=200000d",
        "asyncable.app.intake.evidence-window=P300Y",
        "asyncable.app.services.bgs.read-timeout=0s",
        "asyncable.app.alerts.to=a@example.org");
  }

  private static List<String> unknown() {
    return Stream.of(
            "role",
            "kafka.topic-prefx",
            "worker.heartbeet",
            "sweep.intervall",
            "types.Appeal.retry-intervall",
            "queues.default.concurency",
            "default.window",
            "app.user.olivia.roles",
            "app.ulr",
            "nothing-like-it")
        .map(name -> "asyncable.%s=1".formatted(name))
        .toList();
  }
}
