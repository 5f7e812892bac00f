package io.asyncable.inbox;

import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.move.RecordRow;
import io.asyncable.type.AttributePath;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.ProcessType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the records that say who submitted them, and describes only those. */
final class Addressed {

  private final AttributeValues values;
  private final Descriptions descriptions;

  Addressed(AttributeValues values, Descriptions descriptions) {
    this.values = values;
    this.descriptions = descriptions;
  }

  /** Whether records of the type name their submitting user. */
  boolean areOf(ProcessType type) {
    return user(type).isPresent();
  }

  private Optional<AttributePath> user(ProcessType type) {
    return descriptions.path(type, Fact.SUBMITTED_BY);
  }

  /**
   * The submitting users of these records of one type, in the same order; records without one are
   * left out.
   */
  List<Recipient> of(List<RecordRow> rows) {
    Optional<AttributePath> user = rows.stream().findFirst().flatMap(first -> user(first.type()));
    if (user.isEmpty()) {
      return List.of();
    }
    Set<String> known =
        values
            .of(rows.get(0).type(), user.get(), rows.stream().map(RecordRow::id).toList())
            .keySet();
    List<RecordRow> addressed = rows.stream().filter(row -> known.contains(row.id())).toList();
    List<Described> described = descriptions.of(addressed);
    return IntStream.range(0, addressed.size())
        .mapToObj(i -> Recipient.of(addressed.get(i), described.get(i)))
        .flatMap(Optional::stream)
        .toList();
  }
}
