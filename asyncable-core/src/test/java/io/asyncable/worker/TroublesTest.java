package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.TestClock;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.UnderWay;
import io.asyncable.worker.Troubles.Work;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

class TroublesTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final RuntimeException LOST =
      new DataAccessResourceFailureException("lost", new SQLException("silent", "08006"));
  private static final RuntimeException LOCKED =
      new QueryTimeoutException("locked", new SQLException("locked", "55P03"));

  private final TestClock clock = new TestClock();
  private final Troubles troubles = new Troubles(EngineClock.goingBy(clock));

  @Test
  void aConnectionThatWasLostIsNoReasonToRest() {
    troubles.failed(Work.WRITE_OUTCOME, Troubles.ALL_TYPES, LOST, LONG);

    await()
        .atMost(LONG.dividedBy(2))
        .until(() -> !troubles.rests(Work.WRITE_OUTCOME, Troubles.ALL_TYPES));
  }

  @Test
  void whatIsLostAgainOrLockedRestsForAsLongAsItTook() {
    troubles.failed(Work.CLAIM, "Letter", LOST, LONG);
    troubles.failed(Work.CLAIM, "Letter", LOST, LONG);
    troubles.failed(Work.CLAIM, "Payment", LOCKED, LONG);

    await()
        .during(Duration.ofSeconds(1))
        .until(() -> troubles.rests(Work.CLAIM, "Letter") && troubles.rests(Work.CLAIM, "Payment"));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void tellsThatWorkGoesOnAfterItFailedInARow(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      troubles.failed(Work.CLAIM, "Letter", LOCKED, LONG);
      troubles.succeeded(Work.CLAIM, "Letter");
    }
    troubles.failed(Work.CLAIM, "Payment", LOCKED, LONG);
    troubles.failed(Work.CLAIM, "Payment", LOCKED, LONG);
    troubles.succeeded(Work.CLAIM, "Payment");

    assertThat(output.getOut().lines())
        .filteredOn(line -> line.contains("works again"))
        .singleElement()
        .asString()
        .contains("Claiming of Payment works again");
  }

  /** Or there were a line for each type and work, each minute. */
  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void leavesItToOneLineForAllThatTheDatabaseIsAway(CapturedOutput output) {
    for (int time = 0; time < 2; time++) {
      for (Work work : Work.values()) {
        troubles.failed(work, "Letter", LOST, LONG);
        troubles.failed(work, "Payment", LOST, LONG);
      }
    }
    for (Work work : Work.values()) {
      troubles.succeeded(work, "Letter");
      troubles.succeeded(work, "Payment");
    }

    assertThat(output.getOut().lines().filter(line -> line.contains(TroubleLog.class.getName())))
        .satisfiesExactly(
            back -> assertThat(back).contains("The engine can use the database again"));
  }

  @Test
  void tellsOfWorkThatHasBegunLongAgoUntilItEnds() {
    UnderWay work = troubles.begun(Work.CLAIM, "Letter");
    UnderWay another = troubles.begun(Work.CLAIM, "Letter");
    assertThat(troubles.all(7)).isEmpty();

    clock.advance(Duration.ofSeconds(6));
    assertThat(troubles.all(7))
        .singleElement()
        .extracting(Trouble::work, Trouble::type)
        .containsExactly(Work.CLAIM, "Letter");

    work.ended();
    another.ended();
    assertThat(troubles.all(7)).isEmpty();
  }
}
