package io.asyncable.job.read;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Reads of jobs. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@Import({JobList.class, StoredJobs.class})
class JobReadAutoConfiguration {}
