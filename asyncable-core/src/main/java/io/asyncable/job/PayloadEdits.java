package io.asyncable.job;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.type.PayloadUnreadable;
import io.asyncable.type.ProcessType;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads the payloads of jobs as they are stored, and replaces them. */
public final class PayloadEdits {

  private static final String READ =
      "select cast(payload as text) from {table} t where {id} = cast(:id as {idType}) and {ofType}";

  private static final String WRITE =
      "update {table} t set payload = cast(:payload as json) where {id} = cast(:id as {idType}) and {ofType}";

  private final JobTypes types;
  private final Payloads payloads;
  private final NamedParameterJdbcTemplate jdbc;

  PayloadEdits(JobTypes types, Payloads payloads, EngineDatabase database) {
    this.types = types;
    this.payloads = payloads;
    this.jdbc = database.named();
  }

  /** Whether records of the type are jobs. */
  public boolean areJobs(ProcessType type) {
    return types.named(type.name()).isPresent();
  }

  /** The payload of a job as JSON; empty if the record is no job or was deleted. */
  public Optional<String> of(ProcessType type, String id) {
    return areJobs(type)
        ? jdbc.queryForList(type.sql(READ), new Parameters().value("id", id), String.class).stream()
            .findFirst()
        : Optional.empty();
  }

  /**
   * The JSON to store for what a person has written: a request that could be enqueued now, without
   * fields that its class does not have.
   *
   * @throws JobRefused if it is no such request, with a sentence for that person
   */
  public String checked(ProcessType type, String json) {
    DeclaredJob job = types.named(type.name()).orElseThrow();
    try {
      return payloads.write(job, payloads.readStrictly(job, json));
    } catch (PayloadUnreadable unreadable) {
      throw new JobRefused(
          Objects.requireNonNullElse(unreadable.getMessage(), "The payload cannot be read"),
          unreadable);
    }
  }

  /**
   * Replaces the payload, in the caller's transaction, which has locked the job.
   *
   * @param payload as {@link #checked} has returned it
   */
  public void write(ProcessType type, String id, String payload) {
    jdbc.update(type.sql(WRITE), new Parameters().value("id", id).value("payload", payload));
  }
}
