package io.asyncable.app.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Numbers that look like an agency's ids and are always the same for the same name. */
final class Ids {

  private static final long DIGITS = 1_000_000_000_000L;

  private Ids() {}

  static long of(String name) {
    UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return DIGITS + Math.floorMod(hash.getMostSignificantBits(), DIGITS);
  }
}
