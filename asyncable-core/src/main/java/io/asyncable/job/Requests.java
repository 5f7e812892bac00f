package io.asyncable.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes jobs of requests. */
final class Requests {

  private final JobTypes types;
  private final Payloads payloads;

  Requests(JobTypes types, Payloads payloads) {
    this.types = types;
    this.payloads = payloads;
  }

  /**
   * @param key which of its type it is; null for what the type makes of the request
   * @throws JobRefused if it cannot become a job
   */
  NewJob written(Object request, @Nullable String key) {
    DeclaredJob type = types.of(request);
    String payload = payloads.write(type, request);
    boolean keyed = key == null && type.unique() != Unique.NO;
    return new NewJob(type, payload, keyed ? hash(payload) : key);
  }

  /** A stored result. */
  <T> T result(String json, Class<T> type) {
    return payloads.read(json, type);
  }

  /** Whether jobs have a type of that name. */
  boolean areOf(String type) {
    return types.named(type).isPresent();
  }

  private static String hash(String payload) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
