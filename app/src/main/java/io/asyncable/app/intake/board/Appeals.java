package io.asyncable.app.intake.board;

import io.asyncable.app.intake.review.Appeal;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The count that a statement returns says whether it moved the appeal. */
interface Appeals extends JpaRepository<Appeal, UUID> {

  @Modifying
  @Query("update Appeal a set a.docketedAt = :now where a.id = :id and a.docketedAt is null")
  int docket(UUID id, Instant now);

  @Modifying
  @Query("update Appeal a set a.decidedAt = :now where a.id = :id and a.decidedAt is null")
  int decide(UUID id, Instant now);
}
