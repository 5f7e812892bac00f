package io.asyncable.app.intake.review;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The reviews of all three kinds. */
@Component
@Transactional
public class Reviews {

  private static final String ESTABLISHED =
      "update %s r set r.claimId = :claimId where r.id = :id and r.claimId is null";

  private final EntityManager entityManager;

  Reviews(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  public Optional<Review> find(ReviewKey key) {
    return Optional.ofNullable(entityManager.find(key.type().entity(), key.id()));
  }

  /** If two attempts report a claim, the first one is kept. */
  public void established(EndProductReview review, String claimId) {
    entityManager
        .createQuery(ESTABLISHED.formatted(review.type().entity().getSimpleName()))
        .setParameter("id", review.id())
        .setParameter("claimId", claimId)
        .executeUpdate();
  }
}
