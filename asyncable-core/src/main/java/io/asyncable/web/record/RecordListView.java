package io.asyncable.web.record;

/**
 * The content of the list's page.
 *
 * @param totals the number of records in each state when the page was read
 */
record RecordListView(RecordLines page, StateTotals totals) {}
