package io.asyncable.web.record;

/**
 * What the page of the list shows.
 *
 * @param totals of the moment of which the page tells
 */
record RecordListView(RecordLines page, StateTotals totals) {}
