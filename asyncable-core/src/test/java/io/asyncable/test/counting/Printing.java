package io.asyncable.test.counting;

import io.asyncable.job.JobHandler;
import io.asyncable.job.JobType;

/** Prints tickets. */
public class Printing {

  @JobType("ticket.print")
  public record PrintTicket(int copies) {}

  @JobHandler
  void print(PrintTicket ticket) {}
}
