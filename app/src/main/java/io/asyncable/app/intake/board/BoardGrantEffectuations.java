package io.asyncable.app.intake.board;

import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
interface BoardGrantEffectuations extends Repository<BoardGrantEffectuation, UUID> {

  /** If two attempts report a claim, the first one is kept. */
  @Modifying
  @Query(
      """
      update BoardGrantEffectuation g set g.claimId = :claimId
      where g.id = :id and g.claimId is null""")
  int established(UUID id, String claimId);
}
