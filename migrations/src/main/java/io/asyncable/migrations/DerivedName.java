package io.asyncable.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of an index or constraint, made from its table and column: the same on every run, and
 * different for every table and column.
 */
record DerivedName(String table, String column, String suffix) {
  /** PostgreSQL cuts longer names off in silence; the limit is in bytes. */
  static final int MAX_BYTES = 63;

  /**
   * Two underscores keep table {@code a} column {@code b_c} apart from {@code a_b} and {@code c}.
   */
  private static final String SEPARATOR = "__";

  static int bytes(String name) {
    return name.getBytes(UTF_8).length;
  }

  String value() {
    var owner = table + SEPARATOR + column;
    var name = owner + "_" + suffix;
    var ambiguous = owner.indexOf(SEPARATOR) != owner.lastIndexOf(SEPARATOR);
    return ambiguous || bytes(name) > MAX_BYTES ? shortened(name) : name;
  }

  private String shortened(String name) {
    var end = name.length();
    while (bytes(name.substring(0, end)) > MAX_BYTES - 1 - digest().length()) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + "_" + digest();
  }

  private String digest() {
    try {
      var all = (table + "\0" + column + "\0" + suffix).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
