package io.asyncable.app.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What VBMS answers. Ids follow from the key, so they survive a restart of the sandbox. */
final class VbmsAnswers implements SandboxService.Answers {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public SandboxAnswer answer(String method, String path, String key, String body) {
    String call = method + " " + path;
    try {
      if (call.equals("POST /claims")) {
        return write(body, "claim", Map.of("claimId", id(key)));
      } else if (call.matches("POST /claims/[^/]+/contentions")) {
        return write(body, "contentions", Map.of("contentions", contentions(key, body)));
      } else if (call.equals("POST /documents")) {
        return write(body, "document", Map.of("documentId", id(key)));
      } else if (call.matches("DELETE /contentions/[^/]+")) {
        return SandboxAnswer.write(Map.of(), call);
      } else if (call.matches("GET /contentions/[^/]+/disposition")) {
        return SandboxAnswer.read(Map.of("disposition", disposition(path)));
      }
      return SandboxAnswer.refusal(404, "VBMS has no " + call + ".");
    } catch (JacksonException unreadable) {
      return SandboxAnswer.refusal(400, "The body is not the JSON it should be.");
    }
  }

  private static SandboxAnswer write(String body, String what, Object answer) {
    return SandboxAnswer.write(
        answer, what + " of " + JSON.readTree(body).required("reference").asString());
  }

  private static List<Map<String, String>> contentions(String key, String body) {
    return StreamSupport.stream(JSON.readTree(body).required("contentions").spliterator(), false)
        .map(contention -> contention(key, contention))
        .toList();
  }

  private static Map<String, String> contention(String key, JsonNode contention) {
    String reference = contention.required("reference").asString();
    return Map.of("reference", reference, "contentionId", id(key + reference));
  }

  private static String disposition(String path) {
    return path.hashCode() % 3 == 0 ? "denied" : "granted";
  }

  private static String id(String key) {
    return Long.toString(Ids.of(key));
  }
}
