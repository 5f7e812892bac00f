package io.asyncable.web.audit;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Position;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditSearch;
import io.asyncable.operate.AuditedPayloads;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The audit entries that a user may see. */
final class AuditTrail {

  private static final int PAGE = 50;

  /** The number of entries of an export that are in memory at a time. */
  private static final int BATCH = 1_000;

  /**
   * A page of entries, newest first.
   *
   * @param next the parameter {@code page} of the next page; null on the last
   */
  record AuditPage(List<AuditEntry> entries, @Nullable String next) {}

  private final Audit audit;
  private final ProcessTypes types;

  AuditTrail(Audit audit, ProcessTypes types) {
    this.audit = audit;
    this.types = types;
  }

  AuditPage page(AuditFilter filter, Viewer viewer) {
    List<AuditEntry> found = audit.page(filter.search(visible(viewer)), filter.after(), PAGE + 1);
    List<AuditEntry> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new AuditPage(
        shown(shown, viewer),
        found.size() > PAGE ? AuditFilter.page(Position.of(shown.get(PAGE - 1))) : null);
  }

  /** Passes all entries of the filter on, newest first, in batches. Ignores the filter's page. */
  void each(AuditFilter filter, Viewer viewer, Consumer<List<AuditEntry>> take) {
    AuditSearch search = filter.search(visible(viewer));
    List<AuditEntry> batch = audit.page(search, null, BATCH);
    take.accept(shown(batch, viewer));
    while (batch.size() == BATCH) {
      batch = audit.page(search, Position.of(batch.get(BATCH - 1)), BATCH);
      take.accept(shown(batch, viewer));
    }
  }

  private static List<AuditEntry> shown(List<AuditEntry> entries, Viewer viewer) {
    return entries.stream().map(entry -> AuditedPayloads.shown(entry, viewer)).toList();
  }

  List<String> actions() {
    return audit.actions();
  }

  /** The names of the process types whose entries the user may see. */
  List<String> types(Viewer viewer) {
    return names().filter(type -> viewer.may(Permission.VIEW_AUDIT, type)).toList();
  }

  /** The library's own types last. */
  private Stream<String> names() {
    return types.all().stream()
        .sorted(Comparator.comparing(ProcessType::isOfLibrary))
        .map(ProcessType::name);
  }

  /**
   * The types whose entries the user may see; null for all. A search then also finds entries of
   * types that no longer exist.
   */
  private @Nullable List<String> visible(Viewer viewer) {
    return viewer.mayToAll(Permission.VIEW_AUDIT, names().toList()) ? null : types(viewer);
  }
}
