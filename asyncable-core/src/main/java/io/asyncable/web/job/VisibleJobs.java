package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.job.NamedJobs;
import io.asyncable.job.read.JobList;
import io.asyncable.job.read.JobList.Page;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.LiveCounts;
import io.asyncable.web.record.LiveCounts.OfType;
import io.asyncable.web.record.VisibleRecords;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The jobs that a user may see: those of types of which the user may see every job. */
final class VisibleJobs {

  private static final int PAGE = 50;

  private final VisibleTypes types;
  private final NamedJobs jobs;
  private final JobList list;
  private final VisibleRecords records;
  private final LiveCounts live;
  private final EngineClock clock;

  VisibleJobs(
      VisibleTypes types,
      NamedJobs jobs,
      JobList list,
      VisibleRecords records,
      LiveCounts live,
      EngineClock clock) {
    this.types = types;
    this.jobs = jobs;
    this.list = list;
    this.records = records;
    this.live = live;
    this.clock = clock;
  }

  /** The names of the types of jobs. */
  List<String> types(Viewer viewer) {
    return visible(viewer).stream().map(ProcessType::name).toList();
  }

  private List<ProcessType> visible(Viewer viewer) {
    List<String> ofJobs = jobs.types();
    return types.of(viewer).stream().filter(type -> ofJobs.contains(type.name())).toList();
  }

  /** The types with their counts. */
  List<JobTypeLine> lines(Viewer viewer) {
    List<JobTypeLine> lines = new ArrayList<>();
    live.of(visible(viewer), clock.instant())
        .forEach((type, found) -> lines.add(line(type, found, viewer)));
    return lines;
  }

  private JobTypeLine line(ProcessType type, OfType found, Viewer viewer) {
    return new JobTypeLine(
        type.name(),
        types.policies().of(type).queue(),
        found.states(),
        found.isCapped(),
        found.countedAt(),
        viewer.may(Permission.ENQUEUE, type.name()));
  }

  /**
   * A page of the list.
   *
   * @throws UnknownRecord if there is no such type of jobs
   * @throws RequestProblem if the filter is invalid
   */
  JobLines page(JobFilter filter, Viewer viewer) {
    Instant now = clock.instant();
    Page page = list.page(wanted(filter, viewer), filter.wanted(), filter.after(), PAGE, now);
    return new JobLines(records.lines(page.jobs(), viewer), JobFilter.page(page.end()), now);
  }

  private List<ProcessType> wanted(JobFilter filter, Viewer viewer) {
    List<ProcessType> visible = visible(viewer);
    if (filter.type() == null) {
      return visible;
    }
    List<ProcessType> named =
        visible.stream().filter(type -> type.name().equals(filter.type())).toList();
    if (named.isEmpty()) {
      throw new UnknownRecord(
          "There is no job type '%s'. Use one of %s."
              .formatted(RequestProblem.shown(filter.type()), types(viewer)));
    }
    return named;
  }
}
