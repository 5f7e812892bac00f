package io.asyncable.app.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What a sandbox service did.
 *
 * @param calls requests that arrived, failed ones included
 * @param effects keys that had an effect; a key has one at most, because a repeat of it only gets
 *     the first answer again
 * @param repeats requests that got an earlier answer again
 * @param lost answers that never arrived, whose effect took place
 * @param severalEffects what took effect more than once all the same, under different keys: our
 *     reference of what a write was for, and the keys. Reads are not counted here.
 */
public record Effects(
    long calls, long effects, long repeats, long lost, Map<String, List<String>> severalEffects) {}
