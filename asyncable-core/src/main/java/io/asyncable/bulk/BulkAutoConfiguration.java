package io.asyncable.bulk;

import io.asyncable.AsyncableProperties;
import io.asyncable.Asyncables;
import io.asyncable.audit.Audit;
import io.asyncable.database.EngineDatabase;
import io.asyncable.operate.AuditedActs;
import io.asyncable.operate.Objection;
import io.asyncable.search.RecordList;
import io.asyncable.worker.EngineClock;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Bulk actions. Workers run what people ask for on other instances, so it is the application's
 * class path that decides and not the instance's role.
 */
@AutoConfiguration(
    before = org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration.class)
@ConditionalOnClass(name = OnPages.SERVLET)
@Import(BulkEntity.class)
class BulkAutoConfiguration {

  /** Waits in steps this small, so that the pace is even. */
  private static final int STEPS_PER_SECOND = 10;

  @Bean
  BulkItems asyncableBulkItems(EngineDatabase database) {
    return new BulkItems(database.client());
  }

  @Bean
  Bulk asyncableBulk(
      EntityManagerFactory factory,
      Asyncables asyncables,
      RecordList records,
      BulkItems items,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new Bulk(
        new Bulk.Engine(
            SharedEntityManagerCreator.createSharedEntityManager(factory),
            asyncables,
            records,
            items,
            audit,
            database.transactions(transactions),
            clock));
  }

  /** Whoever goes on with an action must be asked whether he may do what is left of it. */
  @Bean
  Objection asyncableBulkResumption() {
    return (action, type, id) ->
        action.equals(AuditedActs.RESTART) && type.entity() == BulkAction.class
            ? Optional.of("Resume a bulk action on its own page: /jobs/bulk/" + id + ".")
            : Optional.empty();
  }

  @Bean
  RunBulkAction asyncableRunBulkAction(
      BulkItems items,
      AuditedActs acts,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      AsyncableProperties settings,
      EngineClock clock) {
    return new RunBulkAction(
        items,
        acts,
        database.transactions(transactions),
        RateLimiter.of("asyncable-bulk", pace(settings.web().bulkRate())),
        clock);
  }

  private static RateLimiterConfig pace(int perSecond) {
    return RateLimiterConfig.custom()
        .limitForPeriod(Math.max(1, perSecond / STEPS_PER_SECOND))
        .limitRefreshPeriod(
            Duration.ofSeconds(1)
                .multipliedBy(Math.max(1, perSecond / STEPS_PER_SECOND))
                .dividedBy(perSecond))
        .timeoutDuration(Duration.ofMinutes(1))
        .build();
  }
}
