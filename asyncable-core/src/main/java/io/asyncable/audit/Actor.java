package io.asyncable.audit;

import io.asyncable.audit.AuditEntry.Via;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, by which way and why; every act of a person gets one.
 *
 * @param reason in the person's words; null where none was given
 */
public record Actor(String name, Via via, @Nullable String reason) {}
