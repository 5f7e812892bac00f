package io.asyncable.search;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** The reads of pages, reports and messages over many records. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@Import({
  RecordList.class,
  ErrorGroups.class,
  RecordCounts.class,
  Unconcluded.class,
  UnknownTypes.class
})
class SearchAutoConfiguration {}
