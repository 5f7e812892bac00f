package io.asyncable.elsewhere;

import io.asyncable.job.JobHandler;
import io.asyncable.job.JobType;

/** Its queue is none. */
public class SlowMailer {

  @JobType("mail.slow")
  public record SlowMail(String to) {}

  @JobHandler(queue = "slow")
  void send(SlowMail mail) {}
}
