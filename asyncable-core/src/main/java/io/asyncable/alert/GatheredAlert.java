package io.asyncable.alert;

import java.time.Instant;

/**
 * The expiries of one type that one alert reports together, waiting for one channel.
 *
 * @param id the place in the order of writing
 * @param record the id of the first record
 * @param expired how many records, that one included
 * @param until when the last of them expired
 * @param tries how often the channel was asked to tell it, this time included
 */
record GatheredAlert(
    long id,
    String type,
    String record,
    Instant expiredAt,
    String reason,
    String sentence,
    String next,
    String error,
    int expired,
    Instant until,
    int tries) {}
