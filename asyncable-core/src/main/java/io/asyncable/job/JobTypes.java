package io.asyncable.job;

import io.asyncable.ConfigurationProblem;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.job.keep.ProgressRows;
import io.asyncable.type.DeclaredTypes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;

/** The types of jobs that the application declares, each with its handler. */
final class JobTypes implements DeclaredTypes {

  private static final String NAME = "[a-zA-Z0-9._-]{1,100}";

  private final Map<Class<?>, DeclaredJob> byRequest = new LinkedHashMap<>();
  private final JobMethods methods;
  private final Payloads payloads;
  private final ObjectProvider<ProgressRows> progress;
  private final ObjectProvider<JobOutput> output;

  /**
   * @param progress asked for late, because it needs the process types that are made of these
   * @param output also
   */
  JobTypes(
      JobMethods methods,
      Payloads payloads,
      ObjectProvider<ProgressRows> progress,
      ObjectProvider<JobOutput> output) {
    this.methods = methods;
    this.output = output;
    this.progress = progress;
    this.payloads = payloads;
    methods
        .handlers()
        .forEach(
            (request, handler) ->
                byRequest.put(request, DeclaredJob.of(handler, options(handler))));
    methods.requests().forEach(this::refuseUnhandled);
    refuseNames(byRequest.values());
    byRequest.keySet().forEach(RequestCheck::check);
    methods.handlers().values().forEach(JobTypes::refuseUnseenProgress);
  }

  private static JobHandler options(JobMethod handler) {
    return JobMethods.annotation(handler.method(), JobHandler.class);
  }

  private void refuseUnhandled(Class<?> request) {
    if (!byRequest.containsKey(request)) {
      throw new ConfigurationProblem(
          "The job type '%s' of %s has no handler. Write a method @JobHandler void process(%s job) in a Spring bean."
              .formatted(
                  request.getAnnotation(JobType.class).value(),
                  request.getName(),
                  request.getSimpleName()));
    }
  }

  private static void refuseUnseenProgress(JobMethod handler) {
    boolean transactional =
        new AnnotationTransactionAttributeSource(false)
                .getTransactionAttribute(handler.method(), handler.owner())
            != null;
    if (transactional && handler.takes(JobProgress.class)) {
      throw new ConfigurationProblem(
          "@JobHandler %s is @Transactional and takes a JobProgress, but nobody could see the progress before the commit. Remove one of them."
              .formatted(handler.name()));
    }
  }

  private static void refuseNames(Collection<DeclaredJob> jobs) {
    Map<String, DeclaredJob> owners = new HashMap<>();
    for (DeclaredJob job : jobs) {
      Declared declared = job.declared();
      Stream.concat(Stream.of(declared.name()), declared.formerly().stream())
          .forEach(
              name -> {
                if (!name.matches(NAME)) {
                  throw new ConfigurationProblem(
                      "The @JobType of %s has the name '%s'. Write 1 to 100 letters, digits, '.', '-' and '_' only."
                          .formatted(job.request().getName(), name));
                }
                DeclaredJob other = owners.put(name, job);
                if (other != null) {
                  throw new ConfigurationProblem(
                      "Two job types have the name '%s', now or formerly: %s and %s. Give one of them another name."
                          .formatted(name, other.request().getName(), job.request().getName()));
                }
              });
    }
  }

  @Override
  public Class<?> entity() {
    return Job.class;
  }

  @Override
  public String attribute() {
    return "type";
  }

  @Override
  public List<Declared> types() {
    return byRequest.values().stream().map(DeclaredJob::declared).toList();
  }

  @Override
  public Handling handling(Declared type) {
    DeclaredJob job =
        byRequest.values().stream().filter(one -> one.declared() == type).findFirst().orElseThrow();
    JobMethod handler = methods.handlers().get(job.request());
    JobMethod.Bound process = methods.bound(handler);
    JobMethod exhausted = methods.exhausted().get(job.request());
    JobMethod.@Nullable Bound hook = exhausted == null ? null : methods.bound(exhausted);
    JobCall call =
        new JobCall(
            job,
            payloads,
            process,
            hook,
            handler.takes(JobProgress.class) ? progress.getObject() : null,
            output.getObject());
    return new Handling(call, handler.bean(), process.target(), handler.method());
  }

  /** All of them. */
  Collection<DeclaredJob> all() {
    return byRequest.values();
  }

  /** The type with that name; empty if no type of jobs has it. */
  Optional<DeclaredJob> named(String name) {
    return byRequest.values().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  /**
   * The type of a request.
   *
   * @throws JobRefused if its class is no declared type
   */
  DeclaredJob of(Object request) {
    DeclaredJob job = byRequest.get(request.getClass());
    if (job == null) {
      throw new JobRefused(
          "%s is not a job type. Annotate the class with @JobType(\"…\") and write a @JobHandler for it. Known are %s."
              .formatted(
                  request.getClass().getName(),
                  byRequest.values().stream().map(DeclaredJob::name).sorted().toList()));
    }
    return job;
  }
}
