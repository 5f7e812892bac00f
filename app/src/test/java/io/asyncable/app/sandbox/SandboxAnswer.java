package io.asyncable.app.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of a sandbox service.
 *
 * @param reference what a write was for, in the caller's own terms; null for a read
 */
record SandboxAnswer(int status, String body, @Nullable String reference) {

  private static final JsonMapper JSON = new JsonMapper();

  private record Problem(String detail) {}

  static SandboxAnswer write(Object body, String reference) {
    return new SandboxAnswer(200, JSON.writeValueAsString(body), reference);
  }

  static SandboxAnswer read(Object body) {
    return new SandboxAnswer(200, JSON.writeValueAsString(body), null);
  }

  static SandboxAnswer ok(String body) {
    return new SandboxAnswer(200, body, null);
  }

  static SandboxAnswer refusal(int status, String detail) {
    return new SandboxAnswer(status, JSON.writeValueAsString(new Problem(detail)), null);
  }

  static SandboxAnswer failure() {
    return refusal(503, "The sandbox was told to fail.");
  }
}
