package io.asyncable.start;

import java.util.List;
import liquibase.exception.ValidationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells in sentences, in place of a stack trace, that another build made the database: change sets
 * that ran there have another content now. Liquibase compares all change sets of a changelog before
 * it runs the first one. This holds for the library's changelog, whoever applies it, and for the
 * application's.
 */
final class ChangedChangeSetsAnalyzer extends AbstractFailureAnalyzer<ValidationFailedException> {

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, ValidationFailedException invalid) {
    List<String> changed = invalid.getInvalidMD5Sums();
    if (changed.isEmpty()) {
      return null;
    }
    return new FailureAnalysis(
        "Another build made this database: change sets that ran there have another content in this build (%d, the first is %s). The start stopped before it changed the database."
            .formatted(changed.size(), name(changed.get(0))),
        "Use a new, empty database for this build, or start the build that made this database. If the change set is your own, restore its content, and write a new change set for what shall be different. CHANGELOG.md says how to keep a database whose tables an earlier build of Asyncable made.",
        invalid);
  }

  /** Liquibase's text is {@code file::id::author was: checksum but is now: checksum}. */
  private static String name(String changed) {
    return changed.split(" was: ", 2)[0];
  }
}
