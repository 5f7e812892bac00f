package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.job.NamedJobs;
import io.asyncable.job.read.StoredJobs;
import io.asyncable.job.read.StoredJobs.Progress;
import io.asyncable.job.read.StoredJobs.Stored;
import io.asyncable.type.ProcessTypes;
import io.asyncable.web.section.RecordPart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a job has that other records have not: payload, priority and progress. */
final class JobPart implements RecordPart {

  private final NamedJobs jobs;
  private final StoredJobs stored;
  private final ProcessTypes types;

  JobPart(NamedJobs jobs, StoredJobs stored, ProcessTypes types) {
    this.jobs = jobs;
    this.stored = stored;
    this.types = types;
  }

  /**
   * A job as the user may see it.
   *
   * @param payload its request; null for users who may not see payloads
   * @param progress null if its latest attempt has told none
   */
  record Shown(@Nullable JsonNode payload, int priority, @Nullable Progress progress) {

    /** The payload over several lines; public for the templates. */
    public @Nullable String text() {
      return payload == null ? null : payload.toPrettyString();
    }
  }

  @Override
  public String name() {
    return "job";
  }

  @Override
  public Optional<Shown> of(String type, String id, Viewer viewer) {
    return jobs.types().contains(type)
        ? stored.find(types.named(type), id).map(job -> shown(job, type, viewer))
        : Optional.empty();
  }

  private static Shown shown(Stored job, String type, Viewer viewer) {
    boolean all = viewer.may(Permission.VIEW_PAYLOAD, type);
    return new Shown(all ? json(job.payload()) : null, job.priority(), job.progress());
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
