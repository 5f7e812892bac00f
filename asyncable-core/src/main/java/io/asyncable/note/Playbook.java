package io.asyncable.note;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * What people should do about a group of failures.
 *
 * @param fingerprint of the group
 * @param version 1 for the first text, and one more for each change
 * @param author who wrote this version
 * @param text in Markdown; empty if the playbook was removed
 */
public record Playbook(String fingerprint, int version, String author, Instant at, String text) {
  /** Whether there is anything to do. Public for the templates. */
  @JsonIgnore
  public boolean isPresent() {
    return !text.isEmpty();
  }
}
