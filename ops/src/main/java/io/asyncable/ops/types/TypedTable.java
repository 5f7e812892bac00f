package io.asyncable.ops.types;

import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Reference;
import io.asyncable.ops.bench.Figure;
import io.asyncable.ops.bench.Series;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Tables;
import io.asyncable.ops.bench.Wait;
import io.asyncable.sweep.Sweeper;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table with live records of some types, in an application that only sweeps. */
final class TypedTable implements AutoCloseable {

  /** As many as a pass takes of one type by default, so all due records are one pass's. */
  private static final int DUE = 1_000;

  /** As many messages as a poll brings at most. */
  private static final int POLL = 500;

  private static final int REPETITIONS = 20;

  /** What is due is spread over all types, and what is not, too. */
  private static final String FILL =
      """
      insert into chore (id, kind, number, submitted_at, last_submitted_at, attempts, due_at)
      select gen_random_uuid(), 'chore-' || n %% %d, n, at, at, 0, at + interval '1 hour'
      from generate_series(0, %d) n, lateral (select now() + n * interval '1 microsecond') l(at)
      """;

  private static final String MAKE_DUE =
      """
      update chore set due_at = now() - interval '1 minute', published_at = null
      where number < %d
      """
          .formatted(DUE);

  private static final String MAKE_CLAIMABLE =
      """
      update chore set attempts = 0, attempted_at = null, claimed_by = null,
        published_at = now(), due_at = now() + interval '10 minutes'
      where id in (select id from chore where %s order by number limit %d)
      """;

  private static final String CLAIMABLE =
      "select kind, cast(id as text) as id, last_submitted_at from chore"
          + " where published_at is not null and attempts = 0";

  private static final String RESET =
      """
      update chore set attempts = 0, attempted_at = null, claimed_by = null, published_at = null,
        due_at = now() + interval '1 hour'
      where published_at is not null or attempts > 0 or due_at < now() + interval '30 minutes'
      """;

  private final String name;
  private final Tables tables;
  private final ConfigurableApplicationContext context;
  private final Sweeper sweeper;
  private final Claims claims;
  private final ProcessTypes types;
  private final JdbcClient jdbc;

  TypedTable(String name, int types, int records, Servers servers) {
    this.name = name;
    String url = servers.database("types_" + types);
    context =
        new SpringApplicationBuilder(TypesApplication.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.config.name=types",
                "spring.config.location=classpath:types/",
                "spring.datasource.url=" + url,
                "spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "asyncable.kafka.topic-prefix=types-" + types,
                "benchmark.types=" + types)
            .run();
    tables = new Tables(url, "chore");
    sweeper = context.getBean(Sweeper.class);
    claims = context.getBean(Claims.class);
    this.types = context.getBean(ProcessTypes.class);
    jdbc = context.getBean(JdbcClient.class);
    tables.execute(FILL.formatted(types, records - 1));
    // Without an answer of Kafka a pass publishes nothing.
    tables.execute(MAKE_DUE);
    Wait.until("the first sweep", () -> sweeper.sweep().published() == DUE);
  }

  String name() {
    return name;
  }

  List<Figure> measure() {
    return List.of(
        figure("a sweep's pass over 1,000 due records", MAKE_DUE, this::sweep),
        figure(
            "the claim of 500 records of one type",
            MAKE_CLAIMABLE.formatted("kind = 'chore-0'", POLL),
            this::claim),
        figure(
            "the claims of 500 records of all types",
            MAKE_CLAIMABLE.formatted("true", POLL),
            this::claim));
  }

  /** The median of many, each after the same preparation. */
  private Figure figure(String name, String prepare, IntSupplier measured) {
    tables.execute(RESET);
    tables.settle();
    Series milliseconds = new Series(Figure.Unit.MILLISECONDS);
    for (int time = 0; time < REPETITIONS; time++) {
      tables.execute(prepare);
      milliseconds.add(measured.getAsInt() / 1e3);
    }
    return new Figure(name, Figure.Unit.MILLISECONDS, milliseconds.median());
  }

  /** Returns the microseconds that it took. */
  private int sweep() {
    long began = System.nanoTime();
    int published = sweeper.sweep().published();
    return microseconds(began, published, DUE);
  }

  private int claim() {
    Map<String, List<Reference>> byType =
        jdbc
            .sql(CLAIMABLE)
            .query(
                (row, index) ->
                    new Reference(
                        row.getString("kind"),
                        row.getString("id"),
                        row.getObject("last_submitted_at", OffsetDateTime.class).toInstant(),
                        0))
            .list()
            .stream()
            .collect(Collectors.groupingBy(Reference::type));
    long epoch = context.getBean(Heartbeat.class).epoch();
    EngineClock clock = context.getBean(EngineClock.class);
    long began = System.nanoTime();
    int claimed = 0;
    for (Map.Entry<String, List<Reference>> of : byType.entrySet()) {
      List<Claimed> won =
          claims.claimFree(types.named(of.getKey()), of.getValue(), epoch, clock.instant());
      claimed += won.size();
    }
    return microseconds(began, claimed, POLL);
  }

  private static int microseconds(long began, int done, int wanted) {
    long nanos = System.nanoTime() - began;
    if (done != wanted) {
      throw new IllegalStateException("%d of %d records".formatted(done, wanted));
    }
    return (int) (nanos / 1_000);
  }

  @Override
  public void close() {
    context.close();
    tables.close();
  }
}
