package io.asyncable.web.bulk;

import static java.util.stream.Collectors.joining;

import io.asyncable.bulk.Bulk;
import io.asyncable.move.Act;
import io.asyncable.web.LargestBody;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.RecordFilter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request for a bulk action, from a form or JSON.
 *
 * @param act the word of an act that is done to many records, such as restart
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

  /** The act, whose word may be in any case and with _ for -; public for the template. */
  public Act wantedAct() {
    String word = act == null ? "" : act.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return Act.of(word)
        .filter(Act.OF_MANY::contains)
        .orElseThrow(
            () ->
                new RequestProblem(
                    "A bulk action cannot be '%s'. Use one of %s."
                        .formatted(
                            RequestProblem.shown(act),
                            Act.OF_MANY.stream().map(Act::word).collect(joining(", ")))));
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
