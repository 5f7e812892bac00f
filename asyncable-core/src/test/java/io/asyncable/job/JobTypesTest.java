package io.asyncable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import io.asyncable.elsewhere.Voucher;
import io.asyncable.type.DeclaredTypes.Declared;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.annotation.Transactional;

/** What is wrong with a job type stops the start with a sentence. */
class JobTypesTest {

  @JobType(
      value = "mail",
      formerly = {"letter", "fax"})
  record Mail(String to) {}

  @JobType("fax")
  record Fax(String to) {}

  @JobType("in valid")
  record Spaced() {}

  @JobType("filing")
  record Filed(List<Map<String, Voucher[]>> vouchers) {}

  record Inner(@Nullable Supplier<String> text) {}

  @JobType("lambda")
  record Lazy(Inner inner) {}

  @JobType("step")
  static class Step implements Runnable {
    @Nullable Step next;
    transient Runnable cached = this;

    @Override
    public void run() {}
  }

  static class Mailer {
    @JobHandler(queue = "slow", retries = 5)
    void send(Mail mail, Attempt attempt) {}
  }

  static class SecondMailer {
    @JobHandler
    void send(Mail mail) {}
  }

  static class Faxer {
    @JobHandler
    void send(Fax fax) {}
  }

  static class Spacer {
    @JobHandler
    void space(Spaced spaced) {}
  }

  static class Filer {
    @JobHandler
    void file(Filed filed) {}
  }

  static class Lazily {
    @JobHandler
    void run(Lazy lazy) {}
  }

  static class Stepper {
    @JobHandler(attempts = 1)
    void step(Step step) {}
  }

  static class OfText {
    @JobHandler
    void read(String text) {}
  }

  static class OfTwo {
    @JobHandler
    void read(Mail mail, Fax fax) {}
  }

  static class Both {
    @JobHandler(retries = 5, attempts = 6)
    void send(Mail mail) {}
  }

  static class Never {
    @JobHandler(attempts = 0)
    void send(Mail mail) {}
  }

  static class Negative {
    @JobHandler(retries = -1)
    void send(Mail mail) {}
  }

  static class Endless {
    @JobHandler(unique = Unique.FOR_PERIOD)
    void send(Mail mail) {}
  }

  static class Timed {
    @JobHandler(uniquePeriod = "1h")
    void send(Mail mail) {}
  }

  static class Unreadable {
    @JobHandler(unique = Unique.FOR_PERIOD, uniquePeriod = "soon")
    void send(Mail mail) {}
  }

  static class ToldTwice extends Mailer {
    @JobExhausted
    void one(Mail mail) {}

    @JobExhausted
    void two(Mail mail) {}
  }

  static class Unseen {
    @JobHandler
    @Transactional
    void send(Mail mail, JobProgress progress) {}
  }

  static class Silent {
    @JobHandler(storeResult = true)
    void send(Mail mail) {}
  }

  static List<Arguments> wrong() {
    return List.of(
        arguments(List.of(Silent.class), "gives storeResult = true, but returns nothing."),
        arguments(
            List.of(Unseen.class),
            ".send is @Transactional and takes a JobProgress, but nobody could see the progress"),
        arguments(
            List.of(Mailer.class, SecondMailer.class),
            "The job type 'mail' has two @JobHandler methods: "
                + Mailer.class.getName()
                + ".send of the bean Mailer and "
                + SecondMailer.class.getName()
                + ".send of the bean SecondMailer. Keep one."),
        arguments(List.of(ToldTwice.class), "The job type 'mail' has two @JobExhausted methods: "),
        arguments(
            List.of(Mailer.class, Faxer.class),
            "Two job types have the name 'fax', now or formerly: "
                + Mail.class.getName()
                + " and "
                + Fax.class.getName()),
        arguments(
            List.of(Spacer.class), "has the name 'in valid'. Write 1 to 100 letters, digits,"),
        arguments(
            List.of(Filer.class),
            "of the job type 'filing' cannot be stored: Filed.vouchers is the entity "
                + Voucher.class.getName()
                + ", which may have changed when the job runs. Let the request carry its id."),
        arguments(
            List.of(Lazily.class),
            "of the job type 'lambda' cannot be stored: Lazy.inner.text is a Supplier, so it would hold a lambda"),
        arguments(
            List.of(OfText.class),
            ".read takes String. Let it take one request, of a class with @JobType, and maybe Attempt and JobProgress and JobLog."),
        arguments(List.of(OfTwo.class), ".read takes Mail, Fax. Let it take one request"),
        arguments(List.of(Both.class), "gives both retries and attempts."),
        arguments(List.of(Never.class), "gives attempts = 0. Give at least 1."),
        arguments(List.of(Negative.class), "gives retries = -1. Give at least 0."),
        arguments(List.of(Endless.class), "gives unique = FOR_PERIOD, but not how long."),
        arguments(List.of(Timed.class), "gives uniquePeriod, which only unique = FOR_PERIOD uses."),
        arguments(List.of(Unreadable.class), "gives uniquePeriod = \"soon\". Write a number and"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void stopsTheStart(List<Class<?>> workers, String sentence) {
    assertThatThrownBy(() -> types(workers, null))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aRequestThatNothingHandlesStopsTheStart() {
    assertThatThrownBy(() -> types(List.of(), "io.asyncable.test.engine"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "The job type 'errand.attempted' of io.asyncable.test.engine.Errands$Attempted has no handler. Write a method @JobHandler void process(Attempted job) in a Spring bean.");
  }

  @Test
  void aMethodThatAProxyHidesStopsTheStart() {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    ProxyFactory proxy = new ProxyFactory(new Stepper());
    proxy.setInterfaces(Supplier.class);
    beans.registerSingleton("stepper", proxy.getProxy());
    RootBeanDefinition definition = new RootBeanDefinition(Stepper.class);
    beans.registerBeanDefinition("target", definition);
    JobMethod method = methods(beans).handlers().get(Step.class);
    JobMethod hidden = new JobMethod("stepper", Stepper.class, method.method(), Step.class);

    assertThatThrownBy(() -> hidden.of(beans))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("cannot be called through the proxy of its bean stepper.");
  }

  @Test
  void declaresWhatItsHandlerGives() {
    JobTypes types = types(List.of(Mailer.class, Stepper.class), null);

    assertThat(types.types())
        .contains(
            new Declared(
                "mail",
                List.of("letter", "fax"),
                "@JobHandler " + Mailer.class.getName() + ".send",
                "slow",
                6,
                null));
    assertThat(types.of(new Step()).declared().maxFailures()).isEqualTo(1);
  }

  private static JobTypes types(List<Class<?>> workers, @Nullable String scanned) {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    if (scanned != null) {
      AutoConfigurationPackages.register(beans, scanned);
    }
    for (Class<?> worker : workers) {
      beans.registerBeanDefinition(worker.getSimpleName(), new RootBeanDefinition(worker));
    }
    return new JobTypes(methods(beans), null, null, null);
  }

  private static JobMethods methods(DefaultListableBeanFactory beans) {
    return new JobMethods(beans, new MockEnvironment(), new DefaultResourceLoader());
  }
}
