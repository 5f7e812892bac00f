package io.asyncable.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Type names and ids as part of an address. Servers and firewalls refuse addresses with an encoded
 * slash, backslash, semicolon, percent sign or control character, and read dots as directions; a
 * text with such is written as ~ and its Base64, so that every record has an address.
 */
public final class PathSegment {

  private static final Pattern REFUSED = Pattern.compile("[/\\\\;%\\p{Cntrl}\\u2028\\u2029]");
  private static final String MARK = "~";

  private PathSegment() {}

  /** The text as it stands in an address, before that is percent-encoded. */
  public static String of(String text) {
    return text.isBlank()
            || text.startsWith(MARK)
            || text.startsWith(".")
            || REFUSED.matcher(text).find()
        ? MARK
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8))
        : text;
  }

  /** The original text; a text that only looks encoded is returned unchanged. */
  public static String read(String segment) {
    if (!segment.startsWith(MARK)) {
      return segment;
    }
    try {
      return new String(
          Base64.getUrlDecoder().decode(segment.substring(1)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return segment;
    }
  }
}
