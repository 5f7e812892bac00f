package io.asyncable.job;

import io.asyncable.UnknownRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Enqueues jobs by the name of their type and JSON, for people, who have no objects of it. */
public final class NamedJobs {

  private final JobTypes types;
  private final HandWritten requests;
  private final Jobs jobs;

  NamedJobs(JobTypes types, HandWritten requests, Jobs jobs) {
    this.types = types;
    this.requests = requests;
    this.jobs = jobs;
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

  private DeclaredJob named(String type) {
    Optional<DeclaredJob> found =
        types.all().stream().filter(one -> one.name().equals(type)).findFirst();
    return found.orElseThrow(
        () ->
            new UnknownRecord(
                "There is no job type '%s'. Use one of %s.".formatted(type, types())));
  }
}
