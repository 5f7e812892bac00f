package io.asyncable.alert;

import io.asyncable.explain.Explanations.Expiration;
import java.time.Instant;

/**
 * The expiries of one type that no alert has reported yet.
 *
 * @param record the id of the first record
 * @param expiration of that record
 * @param many how many records, that one included
 * @param until when the last of them expired
 */
record Expired(String record, Expiration expiration, int many, Instant until) {}
