package io.asyncable.test.counting;

import io.asyncable.job.JobHandler;
import io.asyncable.job.JobType;
import io.asyncable.job.Unique;
import jakarta.validation.constraints.NotBlank;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that has no entity of its own, outside the packages that other applications of tests have.
 */
public class Counting {

  /** A request with fields of several kinds. */
  @JobType("parcel.count")
  public record CountParcels(
      @NotBlank String town, int weeks, List<UUID> only, @Nullable LocalDate until) {}

  @JobHandler(queue = "books", unique = Unique.NO)
  void count(CountParcels wish) {}
}
