package io.asyncable.ops.bench;

import io.asyncable.job.JobType;

/** A job whose handler does nothing. */
@JobType("no-op")
record NoOp(int number) {}
