package io.asyncable.sweep;

import io.asyncable.worker.Duty;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The sweeper and the keeper of the history; each works on instances that have the role. */
@AutoConfiguration(afterName = "io.asyncable.run.RunAutoConfiguration")
@EnableConfigurationProperties(HistorySettings.class)
@Import({
  SweepRows.class,
  AbandonedClaims.class,
  Lookout.class,
  RunningJudge.class,
  WaitingJudge.class,
  Judgement.class,
  Enforcement.class,
  SweepOfTable.class,
  TableSweeps.class,
  Sweeper.class,
  HistoryKeeper.class
})
class SweepAutoConfiguration {

  @Bean
  Duty asyncableHistoryDuty(HistoryKeeper keeper) {
    return keeper.duty();
  }

  @Bean
  Duty asyncableSweepDuty(Sweeper sweeper) {
    return sweeper.duty();
  }
}
