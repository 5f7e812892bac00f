package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.State;
import io.asyncable.kafka.Backlog;
import io.asyncable.queue.Lane;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The application's exceptions are its code: reading one may fail, overflow or go round in a
 * circle.
 */
@StillEngineTest
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyExceptionTest {

  /** What is wrong with an exception. */
  enum Faulty {
    CAUSES_IN_A_CIRCLE {
      @Override
      RuntimeException make() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));
        return one;
      }
    },
    CAUSE_FAILS {
      @Override
      RuntimeException make() {
        return new RuntimeException("no cause") {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("broken cause");
          }
        };
      }
    },
    MESSAGE_FAILS {
      @Override
      RuntimeException make() {
        return new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("broken message");
          }
        };
      }
    },
    MESSAGE_OVERFLOWS {
      @Override
      RuntimeException make() {
        return new RuntimeException() {
          @Override
          public String getMessage() {
            throw new StackOverflowError();
          }
        };
      }
    },
    TEXT_OVERFLOWS {
      @Override
      RuntimeException make() {
        return new RuntimeException("no text") {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }
        };
      }
    };

    abstract RuntimeException make();
  }

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Asyncables asyncables;
  @Autowired Sweeper sweeper;
  @Autowired Backlog backlog;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired Payments payments;

  @BeforeEach
  void clear() {
    bench.clear();
    broker.passAll();
    for (Lane lane : Lane.values()) {
      backlog.oldest("default", lane);
    }
  }

  @AfterEach
  void forget() {
    script.lines.clear();
    script.whenExpired.clear();
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatFailsToHearOfAnExpiryStopsNoSweep(Faulty faulty) {
    Letter letter = bench.submitted();
    whenExpired(letter, faulty);
    clock.advance(Duration.ofDays(30));
    Payment payment = new Payment();
    asyncables.submit(payment, Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(5));
    sweeper.sweep();

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(payments.findById(payment.id).orElseThrow().async.getPublishedAt()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatFailsToHearOfAPermanentFailureKeepsNothingFromExpiring(Faulty faulty) {
    Letter letter = bench.submitted();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw new PermanentFailure("no such street");
        });
    whenExpired(letter, faulty);
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptThatThrowsItIsRetried(Faulty faulty) {
    Letter letter = bench.submitted();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw faulty.make();
        });
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
  }

  private void whenExpired(Letter letter, Faulty faulty) {
    script.whenExpired.put(
        "Letter:" + letter.id,
        () -> {
          throw faulty.make();
        });
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}
