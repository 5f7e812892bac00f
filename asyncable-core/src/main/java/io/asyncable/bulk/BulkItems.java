package io.asyncable.bulk;

import io.asyncable.bulk.BulkActions.ItemSearch;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.move.RecordRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of bulk actions, with the outcome of each. */
final class BulkItems {

  private static final String ADD =
      """
      insert into asyncable_bulk_item (bulk_id, position, process_type, record_id)
      select :bulk, :before + u.place, u.type, u.id
      from unnest(:types, :ids) with ordinality u(type, id, place)
      """;

  private static final String OPEN =
      """
      select position, process_type, record_id from asyncable_bulk_item
      where bulk_id = :bulk and outcome is null order by position limit :limit
      """;

  /**
   * The transaction that writes the outcome first owns the item. Another one waits for the lock and
   * then finds the outcome.
   */
  private static final String CLOSE =
      """
      update asyncable_bulk_item set outcome = :outcome, message = :message, at = :at
      where bulk_id = :bulk and position = :position and outcome is null
      """;

  /** A stop waits for this lock until the act is committed; after it, no act begins. */
  private static final String LOCK_WANTED =
      """
      select 1 from asyncable_bulk
      where id = :bulk and last_submitted_at = :submission
        and canceled_at is null and processed_at is null
      for share
      """;

  private static final String OPEN_TYPES =
      """
      select distinct process_type from asyncable_bulk_item
      where bulk_id = :bulk and outcome is null order by process_type
      """;

  private static final String BEYOND =
      """
      select b.id from unnest(:bulks) b(id) where exists (
        select 1 from asyncable_bulk_item i
        where i.bulk_id = b.id and i.process_type <> all(:types))
      """;

  private static final String PROGRESS =
      """
      select coalesce(outcome, 'open') as outcome, count(*) as items from asyncable_bulk_item
      where bulk_id = :bulk and (:types::text[] is null or process_type = any(:types)) group by 1
      """;

  private static final String PAGE =
      """
      select position, process_type, record_id, outcome, message from asyncable_bulk_item
      where bulk_id = :bulk and position > :after
        and (:outcome::text is null or coalesce(outcome, 'open') = :outcome)
        and (:types::text[] is null or process_type = any(:types))
      order by position limit :limit
      """;

  private final JdbcClient jdbc;

  BulkItems(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** One record of a bulk action. */
  record Item(long position, String type, String record) {}

  /** Adds records behind the {@code before} ones that the action has already. */
  void add(UUID bulk, long before, List<RecordRow> rows) {
    jdbc.sql(ADD)
        .param("bulk", bulk)
        .param("before", before)
        .param("types", rows.stream().map(row -> row.type().name()).toArray(String[]::new))
        .param("ids", rows.stream().map(RecordRow::id).toArray(String[]::new))
        .update();
  }

  List<Item> open(UUID bulk, int limit) {
    return jdbc.sql(OPEN)
        .param("bulk", bulk)
        .param("limit", limit)
        .query(
            (row, index) ->
                new Item(
                    row.getLong("position"),
                    row.getString("process_type"),
                    row.getString("record_id")))
        .list();
  }

  /** Locks the action; false if this submission of it was stopped or is not its latest. */
  boolean lockWanted(UUID bulk, Instant submission) {
    return jdbc.sql(LOCK_WANTED)
        .param("bulk", bulk)
        .param("submission", SqlTime.of(submission))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  List<String> openTypes(UUID bulk) {
    return jdbc.sql(OPEN_TYPES).param("bulk", bulk).query(String.class).list();
  }

  /** Those of the actions that have records of other types than these. */
  Set<UUID> beyond(List<String> types, List<UUID> bulks) {
    return Set.copyOf(
        jdbc.sql(BEYOND)
            .param("bulks", bulks.toArray(UUID[]::new))
            .param("types", types.toArray(String[]::new))
            .query(UUID.class)
            .list());
  }

  /** False if another attempt has closed it. */
  boolean close(UUID bulk, Item item, BulkOutcome outcome, @Nullable String message, Instant now) {
    return jdbc.sql(CLOSE)
            .param("bulk", bulk)
            .param("position", item.position())
            .param("outcome", outcome.word())
            .param("message", message)
            .param("at", SqlTime.of(now))
            .update()
        > 0;
  }

  Map<BulkOutcome, Integer> progress(UUID bulk, @Nullable List<String> types) {
    Map<BulkOutcome, Integer> progress = new EnumMap<>(BulkOutcome.class);
    RowCallbackHandler add =
        row -> progress.put(BulkOutcome.of(row.getString("outcome")), row.getInt("items"));
    jdbc.sql(PROGRESS).param("bulk", bulk).param("types", array(types)).query(add);
    return progress;
  }

  private static String @Nullable [] array(@Nullable List<String> types) {
    return types == null ? null : types.toArray(String[]::new);
  }

  List<BulkItem> page(UUID bulk, ItemSearch search, long after, int limit) {
    BulkOutcome outcome = search.outcome();
    List<String> types = search.types();
    return jdbc.sql(PAGE)
        .param("bulk", bulk)
        .param("after", after)
        .param("outcome", outcome == null ? null : outcome.word())
        .param("types", array(types))
        .param("limit", limit)
        .query(
            (row, index) ->
                new BulkItem(
                    row.getLong("position"),
                    row.getString("process_type"),
                    row.getString("record_id"),
                    row.getString("outcome") == null
                        ? BulkOutcome.OPEN
                        : BulkOutcome.of(row.getString("outcome")),
                    row.getString("message")))
        .list();
  }
}
