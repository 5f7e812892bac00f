package io.asyncable;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an application names one of its records on pages and in messages.
 *
 * @param label a short name for people; null means type and id
 * @param path the address of the record's own page in the application
 * @param facts further facts for the record's page, in the order in which it shows them
 */
public record RecordDescription(
    @Nullable String label, @Nullable String path, Map<String, String> facts) {

  /** No description: pages show the type and id. */
  public static final RecordDescription NONE = new RecordDescription(null, null);

  /** Without facts. */
  public RecordDescription(@Nullable String label, @Nullable String path) {
    this(label, path, Map.of());
  }

  /** The same with one more fact. */
  public RecordDescription fact(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new RecordDescription(label, path, more);
  }
}
