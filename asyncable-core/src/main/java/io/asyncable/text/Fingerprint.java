package io.asyncable.text;

import io.asyncable.text.ErrorText.Limit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hash that is the same for failures of one kind: made of the exception's class, the place in the
 * application where it arose, and its message without the parts that differ between records.
 */
final class Fingerprint {

  /** Code of the platform, of the libraries around a handler, and of the engine itself. */
  private static final List<String> NOT_THE_APPLICATION =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "kotlin.",
          "scala.",
          "org.springframework.",
          "org.hibernate.",
          "org.apache.",
          "org.eclipse.",
          "org.postgresql.",
          "org.slf4j.",
          "ch.qos.logback.",
          "com.zaxxer.",
          "com.fasterxml.",
          "tools.jackson.",
          "io.micrometer.",
          "io.netty.",
          "reactor.",
          "okhttp3.",
          "io.github.resilience4j.",
          "net.bytebuddy.",
          "io.asyncable.database.",
          "io.asyncable.guard.",
          "io.asyncable.move.",
          "io.asyncable.observe.",
          "io.asyncable.run.",
          "io.asyncable.submit.",
          "io.asyncable.text.",
          "io.asyncable.type.");

  private static final Pattern GENERATED = Pattern.compile("\\$\\$|\\$Proxy\\d|HibernateProxy");

  /** Compilers number lambdas anew with every change of the class. */
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$([^$]*)\\$\\d+");

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|`[^`]*`|“[^”]*”|«[^»]*»|(?<![\\p{L}\\p{N}])'[^']*'");

  /** Addresses, and the hash by which an object without a text of its own is printed. */
  private static final Pattern AT = Pattern.compile("(?<!\\S)[^\\s@]+@\\S+");

  /** Words with a digit: numbers, times, UUIDs, file numbers. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?<![\\p{L}\\p{N}_-])[\\p{L}_-]*+\\p{N}[\\p{L}\\p{N}_-]*+");

  private static final Pattern HEXADECIMAL = Pattern.compile("\\b[0-9a-fA-F]{8,}+\\b");

  /** However many there are in a list or a date. */
  private static final Pattern SERIES = Pattern.compile("#(?:[\\s,.:;/+-]{1,3}#)+");

  private Fingerprint() {}

  /**
   * @param pattern the {@link #scrubbed} message
   */
  static String of(String errorClass, String frame, String pattern) {
    String kind = errorClass + "|" + frame + "|" + pattern;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(kind.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Where in the application it arose, as {@code class.method}; the top frame if no frame is the
   * application's, empty if there is none. Without the line: it changes with every edit.
   */
  static String frame(Throwable failure) {
    StackTraceElement[] stack = stackOf(failure);
    return Stream.concat(
            Arrays.stream(stack).filter(Fingerprint::isApplication), Arrays.stream(stack))
        .findFirst()
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .map(name -> LAMBDA.matcher(name).replaceAll("$1"))
        .orElse("");
  }

  private static StackTraceElement[] stackOf(Throwable failure) {
    try {
      return failure.getStackTrace();
    } catch (Throwable broken) {
      return new StackTraceElement[0];
    }
  }

  private static boolean isApplication(StackTraceElement frame) {
    String name = frame.getClassName();
    return NOT_THE_APPLICATION.stream().noneMatch(name::startsWith)
        && !GENERATED.matcher(name).find();
  }

  /** The message without the parts that differ between records. */
  static String scrubbed(String message) {
    String text = ErrorText.fit(message, Limit.ERROR);
    text = QUOTED.matcher(text).replaceAll("'?'");
    for (Pattern varying : List.of(AT, NUMBERED, HEXADECIMAL, SERIES)) {
      text = varying.matcher(text).replaceAll("#");
    }
    return text;
  }
}
