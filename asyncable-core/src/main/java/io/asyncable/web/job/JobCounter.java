package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.job.Enqueued;
import io.asyncable.job.NamedJobs;
import io.asyncable.job.NamedJobs.Sample;
import io.asyncable.operate.AuditedJobs;
import io.asyncable.web.RequestProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the jobs that people enqueue. */
final class JobCounter {

  private final NamedJobs jobs;
  private final AuditedJobs acts;

  JobCounter(NamedJobs jobs, AuditedJobs acts) {
    this.jobs = jobs;
    this.acts = acts;
  }

  /** The names of the types that the user may enqueue. */
  List<String> types(Viewer viewer) {
    return jobs.types().stream().filter(type -> viewer.may(Permission.ENQUEUE, type)).toList();
  }

  /**
   * What a request of the type looks like.
   *
   * @throws UnknownRecord if there is no such type of jobs
   * @throws Denied if the user may not enqueue jobs of it
   */
  Sample sample(String type, Viewer viewer) {
    require(type, viewer);
    return jobs.sample(type);
  }

  /**
   * Stores a job.
   *
   * @throws UnknownRecord if there is no such type of jobs
   * @throws Denied if the user may not enqueue jobs of it
   * @throws RequestProblem if the form cannot be read
   * @throws io.asyncable.job.JobRefused if there can be no such job
   */
  Enqueued enqueue(JobForm form, Via via, Viewer viewer) {
    String type = require(form.type(), viewer);
    return acts.enqueue(new Actor(viewer.name(), via, null), type, form.json(), form::options);
  }

  /** To who may do nothing with a type, it is one that does not exist. */
  String require(@Nullable String type, Viewer viewer) {
    if (type == null || !jobs.types().contains(type) || !viewer.knows(type)) {
      throw new UnknownRecord(
          "There is no job type '%s'. Use one of %s."
              .formatted(RequestProblem.shown(type), types(viewer)));
    }
    if (!viewer.may(Permission.ENQUEUE, type)) {
      throw new Denied("You may not enqueue jobs of this type.");
    }
    return type;
  }
}
