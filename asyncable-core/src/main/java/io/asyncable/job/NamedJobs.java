package io.asyncable.job;

import io.asyncable.UnknownRecord;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.type.ProcessType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Enqueues jobs by the name of their type and JSON, and replaces their payloads, for people, who
 * have no objects of it.
 */
public final class NamedJobs {

  private static final String READ =
      "select cast(t.payload as text) from {table} t"
          + " where t.{id} = cast(:id as {idType}) and {ofType}";

  private static final String WRITE =
      "update {table} t set payload = cast(:payload as json)"
          + " where t.{id} = cast(:id as {idType}) and {ofType}";

  private final JobTypes types;
  private final HandWritten requests;
  private final Payloads payloads;
  private final Jobs jobs;
  private final NamedParameterJdbcTemplate jdbc;

  NamedJobs(
      JobTypes types, HandWritten requests, Payloads payloads, Jobs jobs, EngineDatabase database) {
    this.types = types;
    this.requests = requests;
    this.payloads = payloads;
    this.jobs = jobs;
    this.jdbc = database.named();
  }

  /**
   * A request of a type, to begin with.
   *
   * @param json with each field, empty
   * @param fields in the order of the JSON
   */
  public record Sample(String json, List<Field> fields) {}

  /**
   * A field of a request.
   *
   * @param type the simple name of its class
   */
  public record Field(String name, String type) {}

  /** The names of all types of jobs, sorted. */
  public List<String> types() {
    return types.all().stream().map(DeclaredJob::name).sorted().toList();
  }

  /**
   * What a request of the type looks like.
   *
   * @throws UnknownRecord if there is no such type of jobs
   */
  public Sample sample(String type) {
    return requests.sample(named(type));
  }

  /**
   * Stores a job, as {@link Jobs#enqueue} does.
   *
   * @param json of the request
   * @param options what the call says about the job
   * @throws UnknownRecord if there is no such type of jobs
   * @throws JobRefused if the JSON is no request of the type, or an option cannot be
   */
  public Enqueued enqueue(String type, String json, UnaryOperator<Jobs> options) {
    Object request = requests.read(named(type), json);
    return options.apply(jobs).enqueue(request);
  }

  /** The payload of a job as JSON; empty if the record is no job or was deleted. */
  public Optional<String> payload(ProcessType type, String id) {
    return types.named(type.name()).isEmpty()
        ? Optional.empty()
        : jdbc.queryForList(type.sql(READ), new Parameters().value("id", id), String.class).stream()
            .findFirst();
  }

  /**
   * The JSON to store for what a person has written: a request that could be enqueued now.
   *
   * @throws JobRefused if it is no such request, with a sentence for that person
   * @throws UnknownRecord if records of the type are no jobs
   */
  public String checked(ProcessType type, String json) {
    DeclaredJob job = named(type.name());
    return payloads.write(job, requests.read(job, json));
  }

  /**
   * Replaces the payload, in the caller's transaction, which has locked the job.
   *
   * @param payload as {@link #checked} has returned it
   */
  public void write(ProcessType type, String id, String payload) {
    jdbc.update(type.sql(WRITE), new Parameters().value("id", id).value("payload", payload));
  }

  private DeclaredJob named(String type) {
    return types
        .named(type)
        .orElseThrow(
            () ->
                new UnknownRecord(
                    "There is no job type '%s'. Use one of %s.".formatted(type, types())));
  }
}
