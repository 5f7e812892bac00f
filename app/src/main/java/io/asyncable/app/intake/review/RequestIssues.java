package io.asyncable.app.intake.review;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
public interface RequestIssues extends Repository<RequestIssue, UUID> {

  List<RequestIssue> findByReviewOrderById(ReviewKey review);

  /** Those filed with the review itself that have no contention yet. */
  @Query(
      """
      select i from RequestIssue i where i.review = :review and i.addedBy is null
      and i.withdrawnBy is null and i.contentionId is null order by i.id""")
  List<RequestIssue> filedWithoutContention(ReviewKey review);

  /** Those added by the update that have no contention yet. */
  @Query(
      """
      select i from RequestIssue i where i.addedBy.id = :update
      and i.withdrawnBy is null and i.contentionId is null order by i.id""")
  List<RequestIssue> addedWithoutContention(UUID update);

  /** Those withdrawn by the update whose contention is still in VBMS. */
  @Query(
      """
      select i from RequestIssue i where i.withdrawnBy.id = :update
      and i.contentionId is not null and i.contentionRemovedAt is null order by i.id""")
  List<RequestIssue> withdrawnWithContention(UUID update);

  /** Locks the issues, so that two attempts of the same work cannot both find one unchanged. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  List<RequestIssue> findByIdInOrderById(Collection<UUID> ids);

  @Query(
      """
      select i from RequestIssue i where i.review = :review and i.withdrawnBy is null
      and i.disposition = 'granted' order by i.id""")
  List<RequestIssue> granted(ReviewKey review);

  @Modifying
  @Query("update RequestIssue i set i.disposition = :disposition where i.id = :id")
  void decide(UUID id, String disposition);
}
