package io.asyncable;

import org.jspecify.annotations.Nullable;

/**
 * Why the engine gave a record up.
 *
 * @param cause the word in the record's {@code cause}, which never changes: {@code expired_window},
 *     {@code expired_attempts}, {@code expired_permanent}, {@code payload_unreadable}, {@code
 *     outcome_unknown} or {@code quarantined}
 * @param error the record's new {@code error}: how its latest attempt ended, and why the engine
 *     gave up, for people to read
 * @param attempts attempts that were begun in this submission
 * @param failures attempts of these that failed
 * @param losses attempts of these that were lost, because their worker died
 * @param exception what the latest attempt threw; null if the record was given up while it waited,
 *     because its window was over or its worker had died too often, or if its worker died and it
 *     must not be repeated
 */
public record Exhausted(
    String cause,
    String error,
    int attempts,
    int failures,
    int losses,
    @Nullable Throwable exception) {}
