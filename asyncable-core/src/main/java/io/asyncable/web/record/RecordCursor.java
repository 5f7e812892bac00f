package io.asyncable.web.record;

import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection.Order;
import io.asyncable.web.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * The end of a page, as an opaque parameter in the address of the next page; valid for one sort
 * only.
 */
final class RecordCursor {

  /** PostgreSQL supports fewer years than Java. */
  private static final Instant EARLIEST = Instant.parse("-4712-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+294276-01-01T00:00:00Z");

  private RecordCursor() {}

  static String of(String sort, Position position) {
    String text =
        String.join(
            "|",
            sort,
            String.valueOf(position.stretch()),
            position.key() == null ? "" : position.key().toString(),
            position.type(),
            position.id());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Position parse(String page, String sort) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", 5);
      // PostgreSQL cannot store a NUL character in a text.
      if (parts.length == 5 && text.indexOf(0) < 0 && RecordFilter.SORTS.containsKey(parts[0])) {
        if (!parts[0].equals(sort)) {
          throw new RequestProblem(
              "The page belongs to a list sorted by '%s', not by '%s'. Leave the page out to get the first page."
                  .formatted(parts[0], sort));
        }
        return position(parts);
      }
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      // Reported below.
    }
    throw unknown(page);
  }

  private static Position position(String[] parts) {
    int stretch = Integer.parseInt(parts[1]);
    Instant key = parts[2].isEmpty() ? null : Instant.parse(parts[2]);
    Order order = RecordFilter.SORTS.get(parts[0]);
    if (stretch < 0
        || stretch >= order.stretches()
        || (key != null) != order.hasTimes(stretch)
        || (key != null && (key.isBefore(EARLIEST) || key.isAfter(LATEST)))) {
      throw new IllegalArgumentException();
    }
    return new Position(stretch, key, parts[3], parts[4]);
  }

  private static RequestProblem unknown(String page) {
    String shown = page.length() > 100 ? page.substring(0, 100) + "…" : page;
    return new RequestProblem(
        "The list has no page '%s'. Leave the page out to get the first page.".formatted(shown));
  }
}
