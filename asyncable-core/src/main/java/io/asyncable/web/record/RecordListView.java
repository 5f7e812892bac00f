package io.asyncable.web.record;

import io.asyncable.search.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The content of the list's page.
 *
 * @param totals the number of records in each state when the page was read
 * @param groups the records by what they need, the most urgent first; empty if the list is in
 *     another order
 */
record RecordListView(RecordLines page, StateTotals totals, List<Group> groups) {

  /**
   * The records of a list that need the same.
   *
   * @param records how many there are on all pages; of a list that is too long to count, how many
   *     there are at least
   * @param jobs those on this page
   */
  record Group(Need need, int records, List<RecordLine> jobs) {

    /** A heading; public for the templates. */
    public String title() {
      return switch (need) {
        case PERSON -> "Needs you";
        case RETRY -> "Retries by itself";
        case NOTHING -> "Waits or runs";
      };
    }

    /** The id of the group within the page; public for the templates. */
    public String id() {
      return "group-" + need.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Groups the records of a page.
   *
   * @param needs what each of these records needs
   * @param counts how many records of all pages there are of each need
   */
  static List<Group> grouped(List<RecordLine> jobs, List<Need> needs, Map<Need, Integer> counts) {
    return Arrays.stream(Need.values())
        .map(need -> new Group(need, counts.getOrDefault(need, 0), of(need, jobs, needs)))
        .filter(group -> group.records() > 0)
        .toList();
  }

  private static List<RecordLine> of(Need need, List<RecordLine> jobs, List<Need> needs) {
    List<RecordLine> found = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (needs.get(i) == need) {
        found.add(jobs.get(i));
      }
    }
    return found;
  }
}
