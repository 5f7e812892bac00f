package io.asyncable.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list.
 *
 * @param total how many records the filter matches, on all pages
 * @param totalCapped whether there may be more than that
 * @param next the parameter {@code page} of the next page; null on the last
 */
record JobPage(int total, boolean totalCapped, List<Job> jobs, @Nullable String next) {}
