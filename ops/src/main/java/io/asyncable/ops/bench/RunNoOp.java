package io.asyncable.ops.bench;

import io.asyncable.job.JobHandler;
import org.springframework.stereotype.Component;

/** Does nothing, for a job. */
@Component
class RunNoOp {

  private final Progress progress;

  RunNoOp(Progress progress) {
    this.progress = progress;
  }

  @JobHandler
  void process(NoOp job) {
    progress.begins(job.number());
  }
}
