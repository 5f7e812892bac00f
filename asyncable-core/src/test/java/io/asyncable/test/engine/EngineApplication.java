package io.asyncable.test.engine;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.Exhausted;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A small application whose handlers do what a test tells them. */
@SpringBootApplication
public class EngineApplication {

  /** What handlers do with a record, by its label; and what they did. */
  @Component
  public static class Script {
    public interface Line {
      void act(Object record, Attempt attempt) throws Exception;
    }

    public final Map<String, Line> lines = new ConcurrentHashMap<>();
    public final List<String> attempts = new CopyOnWriteArrayList<>();
    public final List<String> expired = new CopyOnWriteArrayList<>();
    public final Map<String, Runnable> whenExpired = new ConcurrentHashMap<>();

    void perform(Object record, Attempt attempt) throws Exception {
      attempts.add(attempt.label() + "#" + attempt.number());
      Line line = lines.get(attempt.label());
      if (line != null) {
        line.act(record, attempt);
      }
    }

    void expire(String label, String reason) {
      expired.add(label + " " + reason);
      whenExpired.getOrDefault(label, () -> {}).run();
    }

    public long attemptsOf(String label) {
      return attempts.stream().filter(attempt -> attempt.startsWith(label + "#")).count();
    }
  }

  @Component
  static class SendLetter implements AsyncableHandler<Letter> {
    private final Script script;

    SendLetter(Script script) {
      this.script = script;
    }

    @Override
    public void process(Letter letter, Attempt attempt) throws Exception {
      script.perform(letter, attempt);
    }

    @Override
    public void onExpired(Letter letter, Exhausted why) {
      script.expire("Letter:" + letter.id, why.error());
    }
  }

  @Component
  static class BookPayment implements AsyncableHandler<Payment> {
    private final Script script;

    BookPayment(Script script) {
      this.script = script;
    }

    @Override
    @Transactional
    public void process(Payment payment, Attempt attempt) throws Exception {
      payment.amount++;
      script.perform(payment, attempt);
    }
  }

  @Bean
  AsyncableHandler<Order> ship(Script script) {
    return script::perform;
  }

  @Bean
  AsyncableHandler<Stamp> stick(Script script) {
    return script::perform;
  }

  @Bean
  AsyncableHandler<Filing> establish(Script script) {
    return new FilingHandler("establishment", script);
  }

  @Bean
  AsyncableHandler<Filing> decide(Script script) {
    return new FilingHandler("decision", script);
  }

  record FilingHandler(String field, Script script) implements AsyncableHandler<Filing> {
    @Override
    public void process(Filing filing, Attempt attempt) throws Exception {
      script.perform(filing, attempt);
    }
  }
}
