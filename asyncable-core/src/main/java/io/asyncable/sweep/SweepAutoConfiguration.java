package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.guard.Guards;
import io.asyncable.kafka.Backlog;
import io.asyncable.move.Completions;
import io.asyncable.move.History;
import io.asyncable.move.Timers;
import io.asyncable.queue.PausedQueues;
import io.asyncable.run.Attempts;
import io.asyncable.run.Expiry;
import io.asyncable.statistics.Counters;
import io.asyncable.submit.Publisher;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** The sweeper, on instances that have the role. */
@AutoConfiguration(afterName = "io.asyncable.run.RunAutoConfiguration")
class SweepAutoConfiguration {

  @Bean
  SweepRows asyncableSweepRows(EngineDatabase database) {
    return new SweepRows(database.client());
  }

  @Bean
  HistoryKeeper asyncableHistoryKeeper(
      History history, AsyncableProperties settings, EngineClock clock, Duties duties) {
    return new HistoryKeeper(history, settings, clock, duties);
  }

  @Bean
  Duty asyncableHistoryDuty(HistoryKeeper keeper) {
    return keeper.duty();
  }

  @Bean
  Sweeper asyncableSweeper(
      ProcessTypes types,
      Timers timers,
      Completions completions,
      Policies policies,
      Guards guards,
      Attempts attempts,
      Expiry expiry,
      Publisher publisher,
      Backlog backlog,
      PausedQueues paused,
      Heartbeat worker,
      EngineDatabase database,
      SweepRows rows,
      PlatformTransactionManager transactions,
      EngineClock clock,
      AsyncableProperties settings,
      ObjectProvider<MeterRegistry> meters,
      Counters counters,
      Troubles troubles,
      Duties duties) {
    SweepOfType sweep =
        new SweepOfType(
            new SweepOfType.Engine(
                timers,
                completions,
                policies,
                guards,
                attempts,
                expiry,
                publisher,
                backlog,
                paused,
                worker,
                database.transactions(transactions),
                clock,
                settings));
    return new Sweeper(
        types,
        sweep,
        new DeadWorkers(database.client(), types, timers, troubles),
        worker,
        rows,
        settings,
        meters.getIfAvailable(SimpleMeterRegistry::new),
        counters,
        troubles,
        duties,
        clock);
  }

  @Bean
  Duty asyncableSweepDuty(Sweeper sweeper) {
    return sweeper.duty();
  }
}
