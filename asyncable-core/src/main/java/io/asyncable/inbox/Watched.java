package io.asyncable.inbox;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends a message when a record has succeeded after its user was told that it is failing, and stops
 * watching concluded records. Bounded like {@link Failing}.
 */
final class Watched {

  private static final int WINDOW = 1_000;
  private static final int WINDOWS = 20;

  /** By {@code asyncable_message_watched_idx}. */
  private static final String WATCHED =
      """
      select id from asyncable_message where process_type = :type and watched and id > :after
      order by id limit :limit
      """;

  /**
   * The second of two sweepers waits for the first's rows and finds them no longer watched. A
   * restart after the message leaves it watched: the success of a later submission is what the user
   * waits for as well.
   */
  private static final String SETTLE =
      """
      with settled as (
        update asyncable_message m set watched = false
        from asyncable_message w left join {table} t on t.{id} = cast(w.record_id as {idType})
        where w.id in (:ids) and m.id = w.id and m.watched
          and (t.{id} is null or t.{processed_at} is not null or t.{canceled_at} is not null)
        returning m.recipient, m.process_type, m.record_id, m.label,
          t.{last_submitted_at} as submission, t.{processed_at} as processed_at)
      insert into asyncable_message
        (recipient, kind, process_type, record_id, submission, at, label, text)
      select recipient, :kind, process_type, record_id, submission, :now, label, :text
      from settled where processed_at is not null and submission is not null
      on conflict do nothing
      """;

  private final JdbcClient jdbc;
  private final Map<String, Long> reached = new HashMap<>();

  Watched(EngineDatabase database) {
    this.jdbc = database.client();
  }

  int tell(ProcessType type, Instant now) {
    int told = 0;
    for (int i = 0; i < WINDOWS; i++) {
      Long last = reached.remove(type.name());
      List<Long> window = watched(type, last == null ? 0 : last);
      if (!window.isEmpty()) {
        told += settle(type, window, now);
      }
      if (window.size() < WINDOW) {
        return told;
      }
      reached.put(type.name(), window.get(WINDOW - 1));
    }
    return told;
  }

  private List<Long> watched(ProcessType type, long after) {
    return jdbc.sql(WATCHED)
        .param("type", type.name())
        .param("after", after)
        .param("limit", WINDOW)
        .query(Long.class)
        .list();
  }

  private int settle(ProcessType type, List<Long> window, Instant now) {
    return jdbc.sql(type.sql(SETTLE))
        .param("ids", window)
        .param("kind", Telling.SUCCEEDED.kindWord())
        .param("text", Telling.SUCCEEDED.text())
        .param("now", SqlTime.of(now))
        .update();
  }
}
