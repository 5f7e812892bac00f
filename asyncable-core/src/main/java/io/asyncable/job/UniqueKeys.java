package io.asyncable.job;

import io.asyncable.AsyncColumn;
import io.asyncable.AsyncableScopes;
import io.asyncable.Condition;
import io.asyncable.State;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Which job is the only one of its type and key. A key is taken by the transaction that stores the
 * job, and by no other. Whether it is still held follows from the row of that job, so no move of a
 * job touches a key, and none can forget to release one: whoever wants a key that is held no more
 * takes it over.
 */
final class UniqueKeys {

  /** Each time another one was quicker. */
  private static final int MOST_TRIES = 100;

  /** In the order of the keys, so that calls with the same keys wait for each other and no more. */
  private static final String TAKE =
      """
      insert into asyncable_job_unique_key (job_type, key, job_id, holds, until)
      select :type, i.key, cast(i.id as uuid), :holds, :until
      from unnest(:keys, :ids) i(key, id) order by i.key
      on conflict (job_type, key) do nothing
      returning cast(job_id as text) as id
      """;

  private static final String TAKE_OVER =
      """
      update asyncable_job_unique_key
      set job_id = cast(:id as uuid), holds = :holds, until = :until
      where job_type = :type and key = :key and job_id = cast(:former as uuid)
      """;

  /** Both rows as they were at the same moment: a key is taken together with its job's insert. */
  private static final String HOLDER =
      """
      select cast(k.job_id as text) as id, case k.holds
          when 'for_period' then k.until > :now
          else exists (select 1 from {table} j where j.{id} = k.job_id and %s
            and (k.holds = 'until_executed' or %s))
        end as holding
      from asyncable_job_unique_key k
      where k.job_type = any(:types) and k.key = :key
      order by holding desc limit 1
      """
          .formatted(
              sql(AsyncableScopes.UNEXPIRED),
              sql(Condition.any(State.SCHEDULED.condition(), State.QUEUED.condition())));

  private static String sql(Condition condition) {
    Function<AsyncColumn, String> columns = column -> "j." + ProcessType.braced(column);
    return "(" + condition.sql(columns, ":now") + ")";
  }

  /** Which job has a key, and whether it is another one than that which asked for it. */
  record Holder(UUID job, boolean isOther) {}

  private record Found(String job, boolean isHolding) {}

  private final ProcessTypes types;
  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;

  UniqueKeys(ProcessTypes types, EngineDatabase database) {
    this.types = types;
    this.database = database;
    this.jdbc = database.named();
  }

  /**
   * Takes a job's key, if it has one. Waits for a transaction that has taken the same key and not
   * ended yet.
   */
  Holder take(NewJob job, Instant now) {
    if (job.key() == null) {
      return new Holder(job.id(), false);
    }
    return database.within(
        () -> {
          for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Holder> taken = attempt(job, now);
            if (taken.isPresent()) {
              return taken.get();
            }
          }
          throw new PessimisticLockingFailureException(
              "The key '%s' of %s went from job to job while this one asked for it. Enqueue it again."
                  .formatted(job.key(), job.type().name()));
        });
  }

  private Optional<Holder> attempt(NewJob job, Instant now) {
    boolean renamed = !job.type().declared().formerly().isEmpty();
    Optional<Found> former = renamed ? find(job, now) : Optional.empty();
    if (former.isPresent() && former.get().isHolding) {
      return Optional.of(new Holder(UUID.fromString(former.get().job), true));
    }
    if (!insert(List.of(job), now).isEmpty()) {
      return Optional.of(new Holder(job.id(), false));
    }
    return find(job, now).flatMap(found -> settle(job, found, now));
  }

  /** Empty if another one was quicker. */
  private Optional<Holder> settle(NewJob job, Found found, Instant now) {
    if (found.isHolding) {
      return Optional.of(new Holder(UUID.fromString(found.job), true));
    }
    Parameters parameters =
        terms(job.type(), now)
            .value("key", job.key())
            .value("id", job.id().toString())
            .value("former", found.job);
    return jdbc.update(TAKE_OVER, parameters) > 0
        ? Optional.of(new Holder(job.id(), false))
        : Optional.empty();
  }

  /**
   * Takes the keys of jobs of one type that no row has; returns those jobs, and those without a
   * key.
   */
  List<NewJob> takeFree(List<NewJob> jobs, Instant now) {
    List<NewJob> keyed = jobs.stream().filter(job -> job.key() != null).toList();
    if (keyed.isEmpty()) {
      return jobs;
    }
    if (!keyed.get(0).type().declared().formerly().isEmpty()) {
      // Each has to look for jobs of the former names first.
      return jobs.stream().filter(job -> job.key() == null).toList();
    }
    Set<String> taken = new HashSet<>(database.within(() -> insert(keyed, now)));
    return jobs.stream()
        .filter(job -> job.key() == null || taken.contains(job.id().toString()))
        .toList();
  }

  /** The ids of the jobs that have their keys now. */
  private List<String> insert(List<NewJob> jobs, Instant now) {
    List<NewJob> ordered = jobs.stream().sorted(Comparator.comparing(NewJob::key)).toList();
    Parameters parameters =
        terms(jobs.get(0).type(), now)
            .texts("keys", ordered, NewJob::key)
            .texts("ids", ordered, NewJob::id);
    return jdbc.query(TAKE, parameters, (row, index) -> row.getString("id"));
  }

  private Optional<Found> find(NewJob job, Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("types", names(job.type()), name -> name)
            .value("key", job.key())
            .time("now", now);
    String statement = types.named(job.type().name()).table().sql(HOLDER);
    return jdbc
        .query(
            statement,
            parameters,
            (row, index) -> new Found(row.getString("id"), row.getBoolean("holding")))
        .stream()
        .findFirst();
  }

  private static List<String> names(DeclaredJob type) {
    List<String> names = new ArrayList<>(type.declared().formerly());
    names.add(type.name());
    return names;
  }

  private static Parameters terms(DeclaredJob type, Instant now) {
    return new Parameters()
        .value("type", type.name())
        // A key of a call alone holds until its job has ended.
        .value("holds", (type.unique() == Unique.NO ? Unique.UNTIL_EXECUTED : type.unique()).word())
        .time("until", type.period() == null ? null : now.plus(type.period()));
  }
}
