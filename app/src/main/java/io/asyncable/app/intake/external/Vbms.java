package io.asyncable.app.intake.external;

import io.asyncable.app.http.HttpService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The Veterans Benefits Management System. Every method takes the idempotency key of its call: VBMS
 * repeats its first answer for a key that it has seen.
 */
public class Vbms {

  private final HttpService http;

  Vbms(HttpService http) {
    this.http = http;
  }

  /**
   * A claim to establish.
   *
   * @param reference our own id of the record that it is established for
   * @param code the end product code
   */
  public record NewClaim(UUID reference, String fileNumber, String code, String receiptDate) {}

  /** An issue that becomes a contention of a claim. */
  public record NewContention(UUID reference, String text) {}

  /** A document for the veteran's electronic folder. */
  public record NewDocument(UUID reference, String fileNumber, String subject, String text) {}

  private record Contentions(UUID reference, List<NewContention> contentions) {}

  private record ClaimAnswer(String claimId) {}

  private record ContentionsAnswer(List<ContentionAnswer> contentions) {}

  private record ContentionAnswer(UUID reference, String contentionId) {}

  private record DispositionAnswer(String disposition) {}

  private record DocumentAnswer(String documentId) {}

  /** Establishes an end product and returns its claim id. */
  public String establishClaim(NewClaim claim, String key) {
    return http.post(key, claim, ClaimAnswer.class, "/claims").claimId();
  }

  /**
   * Adds contentions to a claim.
   *
   * @param reference our own id of the record that asks for them
   * @return the contention ids by the references given
   */
  public Map<UUID, String> createContentions(
      String claimId, UUID reference, List<NewContention> contentions, String key) {
    var body = new Contentions(reference, contentions);
    return http
        .post(key, body, ContentionsAnswer.class, "/claims/{id}/contentions", claimId)
        .contentions()
        .stream()
        .collect(Collectors.toMap(ContentionAnswer::reference, ContentionAnswer::contentionId));
  }

  /** Removes a contention from its claim. */
  public void removeContention(String contentionId, String key) {
    http.delete(key, "/contentions/{id}", contentionId);
  }

  /** How the contention was decided: {@code granted} or {@code denied}. */
  public String disposition(String contentionId, String key) {
    return http.get(key, DispositionAnswer.class, "/contentions/{id}/disposition", contentionId)
        .disposition();
  }

  /** Uploads a document and returns its id. */
  public String uploadDocument(NewDocument document, String key) {
    return http.post(key, document, DocumentAnswer.class, "/documents").documentId();
  }
}
