package io.asyncable.app.intake.imports;

import io.asyncable.app.csv.TextLines;
import io.asyncable.app.csv.TextLines.Line;
import io.asyncable.app.csv.UnreadableFile;
import io.asyncable.app.intake.imports.ImportResult.Rejections;
import io.asyncable.app.intake.review.Intake;
import io.asyncable.app.intake.review.NewReview;
import jakarta.persistence.EntityManager;
import jakarta.validation.Validator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files the reviews of a CSV file, in chunks but in one transaction. If the database fails in the
 * middle, nothing is filed and the user can send the same file again. The transaction begins after
 * the file is read, because PostgreSQL would end one that waits meanwhile.
 */
@Component
class ReviewImport {

  private static final int CHUNK = 500;

  /** Each import keeps its lines in memory, to find repeats, and holds a connection. */
  private static final int AT_A_TIME = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * PostgreSQL keeps the plan by which it checks foreign keys. A plan made while the tables are
   * small reads them whole, and PostgreSQL keeps it until the transaction that fills them ends.
   */
  private static final String PLAN_ANEW =
      "select set_config('plan_cache_mode', 'force_custom_plan', true)";

  private final Intake intake;
  private final EntityManager entityManager;
  private final TransactionTemplate transaction;
  private final Validator validator;
  private final ImportSettings settings;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  // Two imports that add the same veterans in a different order can deadlock.
  private final RetryTemplate repeats =
      new RetryTemplate(
          RetryPolicy.builder().includes(ConcurrencyFailureException.class).maxRetries(3).build());

  ReviewImport(
      Intake intake,
      EntityManager entityManager,
      TransactionTemplate transaction,
      Validator validator,
      ImportSettings settings) {
    this.intake = intake;
    this.entityManager = entityManager;
    this.transaction = transaction;
    this.validator = validator;
    this.settings = settings;
  }

  /**
   * Files every good line of the file and names the first of the others.
   *
   * @throws TooManyImports if others take too long
   * @throws UnreadableFile if nothing of it is filed: it is too large, no CSV of reviews, has too
   *     many bad lines, or takes too long
   */
  ImportResult run(MultipartFile file, String user) {
    if (file.getSize() > settings.largestImport().toBytes()) {
      throw new UnreadableFile(
          HttpStatus.CONTENT_TOO_LARGE,
          "The file has "
              + file.getSize()
              + " bytes; at most "
              + settings.largestImport().toBytes()
              + " can be imported at once.");
    }
    requirePlace();
    try {
      long begun = System.nanoTime();
      Rejections rejected = new Rejections();
      List<NewReview> reviews = read(file, rejected, begun);
      if (!reviews.isEmpty()) {
        repeats.invoke(
            () -> transaction.executeWithoutResult(status -> file(reviews, user, begun)));
      }
      return rejected.with(reviews.size());
    } finally {
      places.release();
    }
  }

  private void requirePlace() {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooManyImports();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new TooManyImports();
    }
  }

  private List<NewReview> read(MultipartFile file, Rejections rejected, long begun) {
    List<NewReview> reviews = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(file.getInputStream())) {
      TextLines lines = new TextLines(in);
      ReviewCsv csv = new ReviewCsv(validator, rejected::add);
      csv.readHeader(lines.next());
      for (Line line = lines.next(); line != null; line = lines.next()) {
        csv.read(line).ifPresent(reviews::add);
        requireTime(begun);
      }
    } catch (IOException broken) {
      throw new UnreadableFile("The file cannot be read: " + broken.getMessage());
    }
    return reviews;
  }

  private void requireTime(long begun) {
    if (System.nanoTime() - begun > settings.longestImport().toNanos()) {
      throw new UnreadableFile(
          HttpStatus.SERVICE_UNAVAILABLE,
          "The import took longer than %d seconds, so nothing was filed. Import the file in parts."
              .formatted(settings.longestImport().toSeconds()));
    }
  }

  private void file(List<NewReview> reviews, String user, long begun) {
    entityManager.createNativeQuery(PLAN_ANEW, String.class).getSingleResult();
    for (int first = 0; first < reviews.size(); first += CHUNK) {
      requireTime(begun);
      intake.fileAll(reviews.subList(first, Math.min(first + CHUNK, reviews.size())), user);
      entityManager.flush();
      entityManager.clear();
    }
  }
}
