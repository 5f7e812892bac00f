package io.asyncable.app.intake.veteran;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who files. Intake knows the file number; BGS adds the name and participant id. */
@Entity
public class Veteran {

  @Id private UUID id;
  private String fileNumber;
  private @Nullable String participantId;
  private @Nullable String firstName;
  private @Nullable String lastName;

  protected Veteran() {}

  public UUID id() {
    return id;
  }

  public String fileNumber() {
    return fileNumber;
  }

  /** BGS's own id; null until BGS was asked. */
  public @Nullable String participantId() {
    return participantId;
  }

  /** Null until BGS was asked. */
  public @Nullable String name() {
    return participantId == null ? null : firstName + " " + lastName;
  }
}
