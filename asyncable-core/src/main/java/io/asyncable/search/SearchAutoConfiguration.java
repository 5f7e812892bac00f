package io.asyncable.search;

import io.asyncable.database.BoundedReads;
import io.asyncable.database.EngineDatabase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The reads of pages, reports and messages over many records. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
class SearchAutoConfiguration {

  @Bean
  RecordList asyncableRecordList(EngineDatabase database) {
    return new RecordList(database);
  }

  @Bean
  ErrorGroups asyncableErrorGroups(BoundedReads database) {
    return new ErrorGroups(database);
  }

  @Bean
  RecordCounts asyncableRecordCounts(BoundedReads database) {
    return new RecordCounts(database);
  }

  @Bean
  Unconcluded asyncableUnconcluded(EngineDatabase database) {
    return new Unconcluded(database.reading());
  }
}
