package io.asyncable.app.intake.review;

import io.asyncable.State;
import java.util.UUID;

/** What was accepted; the work that follows from it is a record of its own, shown on /jobs. */
public record Accepted(String type, UUID id, State state) {}
