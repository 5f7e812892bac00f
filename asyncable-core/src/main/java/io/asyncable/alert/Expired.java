package io.asyncable.alert;

import java.time.Instant;

/**
 * The expiries of one type that no alert has reported yet.
 *
 * @param record the id of the first record
 * @param error how the engine wrote that it gave up
 * @param many how many records, that one included
 * @param until when the last of them expired
 */
record Expired(String record, int attempts, String error, Instant at, int many, Instant until) {}
