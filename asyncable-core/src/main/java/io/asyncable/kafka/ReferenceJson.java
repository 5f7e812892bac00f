package io.asyncable.kafka;

import io.asyncable.move.Reference;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The value of a message; {@code io/asyncable/reference.schema.json} documents it. */
final class ReferenceJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ObjectWriter WRITER = JSON.writerFor(Reference.class);
  private static final ObjectReader READER = JSON.readerFor(Reference.class);

  /** Outside of these bounds PostgreSQL cannot read the times that Java writes. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private ReferenceJson() {}

  static byte[] write(Reference reference) {
    return WRITER.writeValueAsBytes(reference);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if the message is not a reference
   */
  static Reference read(byte[] value) {
    try {
      Reference reference = READER.readValue(value);
      if (reference == null) {
        throw new IllegalArgumentException("it is null");
      }
      if (reference.type() == null || reference.id() == null || reference.submission() == null) {
        throw new IllegalArgumentException("type, id or submission is missing");
      }
      if (reference.submission().isBefore(FIRST) || reference.submission().isAfter(LAST)) {
        throw new IllegalArgumentException("submission is not a valid time");
      }
      return reference;
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
    }
  }
}
