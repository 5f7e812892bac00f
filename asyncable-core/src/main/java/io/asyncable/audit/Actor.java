package io.asyncable.audit;

import io.asyncable.audit.AuditEntry.Via;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, by which way and why: what every act of a person is given.
 *
 * @param reason in the person's words; null where none was given
 */
public record Actor(String name, Via via, @Nullable String reason) {}
