package io.asyncable.app.intake.board;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface DecisionDocuments extends JpaRepository<DecisionDocument, UUID> {

  /** Stores the upload; returns 0 if one was stored before. */
  @Modifying
  @Query(
      """
      update DecisionDocument d set d.documentId = :documentId
      where d.id = :id and d.documentId is null""")
  int uploaded(UUID id, String documentId);
}
