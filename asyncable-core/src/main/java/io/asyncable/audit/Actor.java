package io.asyncable.audit;

import io.asyncable.audit.AuditEntry.Via;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, by which way and why. Every act of a person has an actor.
 *
 * @param reason the reason in the person's words; null if none was given
 */
public record Actor(String name, Via via, @Nullable String reason) {}
