package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.job.NamedJobs;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.job.keep.LogLine;
import io.asyncable.job.read.StoredJobs;
import io.asyncable.job.read.StoredJobs.Progress;
import io.asyncable.job.read.StoredJobs.Stored;
import io.asyncable.move.RecordRow;
import io.asyncable.operate.AuditedPayloads;
import io.asyncable.web.section.RecordPart;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a job has that other records have not: payload, priority, progress, result and log. */
final class JobPart implements RecordPart {

  private final NamedJobs jobs;
  private final StoredJobs stored;
  private final JobOutput output;

  JobPart(NamedJobs jobs, StoredJobs stored, JobOutput output) {
    this.jobs = jobs;
    this.stored = stored;
    this.output = output;
  }

  /**
   * A job as the user may see it.
   *
   * @param payload its request; null for users who may not see payloads
   * @param mayEditPayload whether the user may replace the payload as the job is now
   * @param progress null if its latest attempt has told none
   * @param result what its handler has returned; null if nothing is stored, and for users who may
   *     not see payloads
   * @param log the newest lines, the oldest of them first
   */
  record Shown(
      @Nullable JsonNode payload,
      boolean mayEditPayload,
      int priority,
      @Nullable Progress progress,
      @Nullable JsonNode result,
      List<LogLine> log) {

    /** JSON over several lines; public for the templates. */
    public static String text(JsonNode json) {
      return json.toPrettyString();
    }
  }

  @Override
  public String name() {
    return "job";
  }

  @Override
  public Optional<Shown> of(RecordRow row, Viewer viewer) {
    return jobs.types().contains(row.type().name())
        ? stored.find(row.type(), row.id()).map(job -> shown(job, row, viewer))
        : Optional.empty();
  }

  private Shown shown(Stored job, RecordRow row, Viewer viewer) {
    String type = row.type().name();
    boolean all = AuditedPayloads.sees(viewer, type);
    return new Shown(
        all ? json(job.payload()) : null,
        viewer.may(Permission.EDIT_PAYLOAD, type) && AuditedPayloads.isEditableIn(row.state()),
        job.priority(),
        job.progress(),
        all && job.result() != null ? json(job.result()) : null,
        output.logOf(row.id()));
  }

  /** What somebody has written by hand may be what PostgreSQL accepts and Jackson does not. */
  private static JsonNode json(String payload) {
    try {
      return JsonMapper.shared().readTree(payload);
    } catch (JacksonException unreadable) {
      return JsonMapper.shared().getNodeFactory().stringNode(payload);
    }
  }
}
