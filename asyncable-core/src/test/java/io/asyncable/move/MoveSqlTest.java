package io.asyncable.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The protocol as PostgreSQL gets it: {@code moves.sql} has every statement about letters, and by
 * which scans it finds rows once a session has planned it for all parameters.
 */
@StillEngineTest
class MoveSqlTest {

  private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

  /** How a plan finds rows of the tables that are big in production. */
  private static final Pattern SCAN =
      Pattern.compile("(\\w[\\w ]* Scan.* on (?:letter|asyncable_history)\\w*)");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("ids", "text[]"),
          Map.entry("submissions", "text[]"),
          Map.entry("attempts", "int[]"),
          Map.entry("epochs", "bigint[]"),
          Map.entry("dues", "text[]"),
          Map.entry("errors", "text[]"),
          Map.entry("causes", "text[]"),
          Map.entry("events", "text[]"),
          Map.entry("beginnings", "text[]"),
          Map.entry("classes", "text[]"),
          Map.entry("messages", "text[]"),
          Map.entry("stacks", "text[]"),
          Map.entry("frames", "text[]"),
          Map.entry("patterns", "text[]"),
          Map.entry("fingerprints", "text[]"),
          Map.entry("remedies", "text[]"),
          Map.entry("failures", "int[]"),
          Map.entry("losses", "int[]"),
          Map.entry("attempt", "int"),
          Map.entry("epoch", "bigint"),
          Map.entry("limit", "int"),
          Map.entry("submission", "timestamptz"),
          Map.entry("now", "timestamptz"),
          Map.entry("near", "timestamptz"),
          Map.entry("lease", "timestamptz"),
          Map.entry("eligible", "timestamptz"),
          Map.entry("due", "timestamptz"),
          Map.entry("published", "timestamptz"),
          Map.entry("overdue", "timestamptz"));

  @Autowired Workbench bench;
  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionOperations transactions;

  @BeforeEach
  void clear() {
    bench.clear();
  }

  /** When this fails, {@code target/moves.sql} has the statements as they are now. */
  @Test
  void everyStatementIsAsReviewed() throws IOException {
    String found =
        transactions.execute(
            status -> {
              status.setRollbackOnly();
              fill();
              return statements().entrySet().stream()
                  .map(one -> told(one.getKey(), bench.type().render(one.getValue()).strip()))
                  .map(one -> one.replace(" or (", "\n      or ("))
                  .collect(joining("\n"));
            });
    Files.writeString(Path.of("target", "moves.sql"), found);

    assertThat(found).isEqualTo(new ClassPathResource("moves.sql").getContentAsString(UTF_8));
    assertThat(found).doesNotContain("Seq Scan");
  }

  /** The statements about records, which the classes that run them have as constants. */
  private static Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    for (Class<?> owner :
        List.of(Submissions.class, Claims.class, Completions.class, Timers.class, Acts.class)) {
      for (Field field : owner.getDeclaredFields()) {
        Object constant = constant(field);
        if (constant instanceof String sql && sql.contains("{table}")) {
          statements.put(owner.getSimpleName() + "." + field.getName(), sql);
        } else if (constant instanceof Map<?, ?> byMove) {
          byMove.forEach(
              (move, sql) -> statements.put(owner.getSimpleName() + "." + move, (String) sql));
        }
      }
    }
    return statements;
  }

  private static @Nullable Object constant(Field field) {
    try {
      field.setAccessible(true);
      return Modifier.isStatic(field.getModifiers()) ? field.get(null) : null;
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String told(String name, String sql) {
    return SCAN.matcher(plan(sql))
        .results()
        .map(scan -> "-- " + scan.group(1) + "\n")
        .collect(joining("", "-- " + name + "\n", sql + "\n"));
  }

  /** The plan of a session that has planned the statement once for all parameters. */
  private String plan(String sql) {
    List<String> names =
        PARAMETER.matcher(sql).results().map(found -> found.group(1)).distinct().toList();
    String numbered =
        PARAMETER.matcher(sql).replaceAll(found -> "\\$" + (names.indexOf(found.group(1)) + 1));
    String types =
        names.stream().map(name -> TYPES.getOrDefault(name, "text")).collect(joining(", "));
    jdbc.execute("set local plan_cache_mode = force_generic_plan");
    jdbc.execute("prepare pinned (%s) as %s".formatted(types, numbered));
    String values = String.join(", ", Collections.nCopies(names.size(), "null"));
    List<String> plan =
        jdbc.queryForList(
            "explain (costs off) execute pinned (%s)".formatted(values), String.class);
    jdbc.execute("deallocate pinned");
    return String.join("\n", plan);
  }

  /**
   * More records wait than one statement moves, a hundred were submitted together, and each has an
   * entry.
   */
  private void fill() {
    jdbc.execute(
        """
        insert into letter (id, submitted_at, last_submitted_at, attempted_at, processed_at,
          attempts, due_at, claimed_by)
        select gen_random_uuid(), at, at, at, case when i > 12000 then at end, 1,
          case when i <= 12000 then at + interval '1 day' end, i % 100
        from generate_series(1, 20000) i, lateral (select now() - i / 100 * interval '1 second') l(at)
        """);
    jdbc.execute(
        """
        insert into asyncable_history (process_type, record_id, submission, attempt, event,
          occurred_at)
        select 'Letter', id, last_submitted_at, 1, 'failed', last_submitted_at from letter
        """);
    jdbc.execute("analyze letter, asyncable_history");
  }
}
