package io.asyncable.test.engine;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Channels that a test reads, and one that it can break. */
@TestConfiguration(proxyBeanMethods = false)
public class Channels {

  /** Keeps what it is told. */
  public static class Heard implements AlertChannel {
    public final List<Alert> alerts = new CopyOnWriteArrayList<>();
    public final List<EngineTrouble> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void send(Alert alert) throws Exception {
      alerts.add(alert);
    }

    @Override
    public void send(EngineTrouble trouble) throws Exception {
      troubles.add(trouble);
    }

    public int records() {
      return alerts.stream().mapToInt(alert -> 1 + alert.more()).sum();
    }
  }

  /** Does at first what the test wants. */
  public static final class Breakable extends Heard {
    public volatile AlertChannel trouble = alert -> {};

    @Override
    public void send(Alert alert) throws Exception {
      trouble.send(alert);
      super.send(alert);
    }

    @Override
    public void send(EngineTrouble troubled) throws Exception {
      trouble.send(troubled);
      super.send(troubled);
    }

    /** Ends when it is interrupted. */
    public void hang(CountDownLatch begun) {
      trouble =
          alert -> {
            begun.countDown();
            new CountDownLatch(1).await();
          };
    }
  }

  @Bean
  Heard onCall() {
    return new Heard();
  }

  @Bean
  Breakable pager() {
    return new Breakable();
  }
}
