package io.asyncable.web;

import java.util.List;

/**
 * How many records are in each state, over several types.
 *
 * @param states trouble first; empty over no type
 * @param capped whether there are more than were counted
 */
record StateTotals(List<TypeDetail.States> states, boolean capped) {}
