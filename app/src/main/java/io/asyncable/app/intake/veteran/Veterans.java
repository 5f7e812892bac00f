package io.asyncable.app.intake.veteran;

import jakarta.persistence.QueryHint;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.jpa.AvailableHints;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@Transactional
public interface Veterans extends Repository<Veteran, UUID> {

  List<Veteran> findByFileNumberIn(Collection<String> fileNumbers);

  /** Sorted, so that two callers insert in the same order and cannot deadlock. */
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          insert into veteran (id, file_number)
          select uuidv7(), file_number
          from unnest(cast(:fileNumbers as text[])) file_number
          order by file_number
          on conflict (file_number) do nothing""")
  void addMissing(String[] fileNumbers);

  @Modifying
  @Query(
      """
      update Veteran v set v.participantId = :participantId, v.firstName = :firstName,
      v.lastName = :lastName where v.id = :id""")
  void identify(UUID id, String participantId, String firstName, String lastName);

  /** Of all veterans, read as the stream is; close it. */
  @QueryHints(@QueryHint(name = AvailableHints.HINT_FETCH_SIZE, value = "1000"))
  @Query("select v.fileNumber from Veteran v order by v.id")
  Stream<String> fileNumbers();
}
