package io.asyncable.test;

import io.asyncable.job.JobType;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the code under test has enqueued: {@code @Import(EnqueuedJobs.class)} and inject it.
 *
 * <pre>{@code
 * assertThat(enqueued.of(ProcessImport.class)).containsExactly(new ProcessImport(id));
 * }</pre>
 */
@TestComponent
public class EnqueuedJobs {

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  EnqueuedJobs(DataSource dataSource, ObjectProvider<JsonMapper> mapper) {
    this.jdbc = JdbcClient.create(dataSource);
    this.mapper = mapper.getIfAvailable(JsonMapper::shared);
  }

  /** The requests of that class whose jobs are stored, whatever became of these, oldest first. */
  public <T> List<T> of(Class<T> request) {
    JobType type = request.getAnnotation(JobType.class);
    if (type == null) {
      throw new IllegalArgumentException(request.getName() + " has no @JobType.");
    }
    return jdbc
        .sql("select payload from asyncable_job where type = ? order by id")
        .param(type.value())
        .query(String.class)
        .list()
        .stream()
        .map(payload -> mapper.readValue(payload, request))
        .toList();
  }
}
