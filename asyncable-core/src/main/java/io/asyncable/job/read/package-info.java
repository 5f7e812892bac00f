/** What is stored about jobs: lists by type, state and tenant, payloads, progress. */
@NullMarked
package io.asyncable.job.read;

import org.jspecify.annotations.NullMarked;
