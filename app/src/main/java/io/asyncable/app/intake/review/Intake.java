package io.asyncable.app.intake.review;

import io.asyncable.Asyncables;
import io.asyncable.app.intake.veteran.Veteran;
import io.asyncable.app.intake.veteran.Veterans;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Files reviews: the review, its issues and its establishment are committed together. */
@Component
public class Intake {

  private final Veterans veterans;
  private final EntityManager entityManager;
  private final Asyncables asyncables;
  private final Clock clock;

  Intake(Veterans veterans, EntityManager entityManager, Asyncables asyncables, Clock clock) {
    this.veterans = veterans;
    this.entityManager = entityManager;
    this.asyncables = asyncables;
    this.clock = clock;
  }

  @Transactional
  Review file(NewReview review, String user) {
    return fileAll(List.of(review), user).get(0);
  }

  @Transactional
  public List<Review> fileAll(List<NewReview> filed, String user) {
    Map<String, Veteran> known =
        veterans(filed.stream().map(NewReview::fileNumber).collect(Collectors.toSet()));
    List<Review> reviews =
        filed.stream().map(one -> review(one, known.get(one.fileNumber()), user)).toList();
    asyncables.submitAll(reviews);
    for (int i = 0; i < reviews.size(); i++) {
      Review review = reviews.get(i);
      filed.get(i).issues().forEach(text -> entityManager.persist(new RequestIssue(review, text)));
    }
    return reviews;
  }

  private Map<String, Veteran> veterans(Collection<String> fileNumbers) {
    veterans.addMissing(fileNumbers.toArray(String[]::new));
    return veterans.findByFileNumberIn(fileNumbers).stream()
        .collect(Collectors.toMap(Veteran::fileNumber, Function.identity()));
  }

  private Review review(NewReview review, Veteran veteran, String user) {
    return review.type().file(new Filing(veteran, review, user, clock.instant()));
  }
}
