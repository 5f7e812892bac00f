package io.asyncable.web.bulk;

import io.asyncable.bulk.Bulk;
import io.asyncable.bulk.BulkAction;
import io.asyncable.web.LargestBody;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.RecordFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request for a bulk action, from a form or JSON.
 *
 * @param act restart, cancel or retry
 * @param record the selected records, each {@code type:id}; ignored if {@code all} is true
 * @param all whether to select all records that match the list's filter
 * @param filter the query of the list's address, such as {@code state=expired}
 * @param reason why the user acts
 */
@LargestBody(BulkSelection.LARGEST)
record BulkSelection(
    @Nullable String act,
    @Nullable List<@Nullable String> record,
    @Nullable Boolean all,
    @Nullable String filter,
    @Nullable String reason) {

  /** In bytes: enough for the most records of one action. */
  static final int LARGEST = 16 * 1024 * 1024;

  BulkAction.Kind wantedAct() {
    String word = act == null ? "" : act.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(BulkAction.Kind.values())
        .filter(known -> known.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestProblem(
                    "A bulk action cannot be '%s'. Use restart, cancel or retry."
                        .formatted(RequestProblem.shown(act))));
  }

  boolean isAll() {
    return Boolean.TRUE.equals(all);
  }

  /** The selected records as given, including null and blank ones. */
  List<@Nullable String> records() {
    List<@Nullable String> given = record == null ? List.of() : record;
    if (given.size() > Bulk.LARGEST) {
      throw new RequestProblem(
          "You selected %d records, but one bulk action takes at most %d. Begin several."
              .formatted(given.size(), Bulk.LARGEST));
    }
    return given;
  }

  /** The filter of the list, on no particular page. */
  RecordFilter wantedFilter() {
    return RecordFilter.ofQuery(filter).page(null);
  }

  /** The address of the list, with the page that was shown; public for the template. */
  public String address() {
    return RecordFilter.ofQuery(filter).address();
  }
}
