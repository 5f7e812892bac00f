package io.asyncable.move;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The statements that move records, and the history that they leave. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@EnableConfigurationProperties(SweepSettings.class)
@Import({
  EndedRecords.class,
  Submissions.class,
  Acts.class,
  Claims.class,
  Completions.class,
  Timers.class,
  History.class
})
class MoveAutoConfiguration {}
