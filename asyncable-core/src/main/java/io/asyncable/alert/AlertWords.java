package io.asyncable.alert;

import io.asyncable.Alert;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.search.RecordList;
import io.asyncable.text.PathSegment;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes one alert of all waiting expiries of a type. The application's description of the record is
 * read at this moment.
 */
final class AlertWords {

  private final ProcessTypes types;
  private final RecordList records;
  private final Descriptions descriptions;
  private final EngineClock clock;

  AlertWords(ProcessTypes types, RecordList records, Descriptions descriptions, EngineClock clock) {
    this.types = types;
    this.records = records;
    this.descriptions = descriptions;
    this.clock = clock;
  }

  Alert of(List<GatheredAlert> gathered) {
    GatheredAlert first = gathered.get(0);
    Optional<Described> described =
        records
            .find(types.named(first.type()), first.record(), clock.instant())
            .map(descriptions::of);
    return new Alert(
        first.type(),
        first.record(),
        described.map(record -> record.description().label()).orElse(null),
        described.map(Described::tenant).orElse(null),
        described.map(Described::submittedBy).orElse(null),
        first.expiredAt(),
        first.reason(),
        first.sentence(),
        first.next(),
        first.error(),
        path(first.type(), first.record()),
        gathered.stream().mapToInt(GatheredAlert::expired).sum() - 1,
        gathered.stream().map(GatheredAlert::until).max(Comparator.naturalOrder()).orElseThrow());
  }

  private static String path(String type, String id) {
    String path = "/jobs/%s/%s".formatted(PathSegment.of(type), PathSegment.of(id));
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
