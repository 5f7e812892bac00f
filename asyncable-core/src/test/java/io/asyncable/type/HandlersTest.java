package io.asyncable.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asyncable.Asyncable;
import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.ConfigurationProblem;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Handlers of subclasses divide the rows of a table into process types. */
class HandlersTest {

  @Entity(name = "Task")
  @Inheritance
  static class Task {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Call")
  static class Call extends Task {}

  @Entity(name = "Visit")
  static class Visit extends Task {}

  @Entity(name = "Tour")
  static class Tour extends Visit {}

  /** Embeds another one itself. */
  @Entity(name = "Report")
  static class Report extends Task {
    @Embedded
    @EmbeddedColumnNaming("filing_%s")
    Asyncable filing = new Asyncable();
  }

  @Entity(name = "Wire")
  @Inheritance
  abstract static class Wire {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Telegram")
  static class Telegram extends Wire {}

  @Entity(name = "Contract")
  @Inheritance(strategy = InheritanceType.JOINED)
  static class Contract {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Lease")
  static class Lease extends Contract {}

  @Entity(name = "Guess")
  @Inheritance
  @DiscriminatorFormula("case when id > 5 then 'Bet' else 'Guess' end")
  static class Guess {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Bet")
  static class Bet extends Guess {}

  @Entity(name = "Rest")
  @Inheritance
  @DiscriminatorColumn(name = "kind")
  @DiscriminatorValue("not null")
  static class Rest {
    @Id long id;
    @Embedded Asyncable async = new Asyncable();
  }

  @Entity(name = "Known")
  @DiscriminatorValue("known")
  static class Known extends Rest {}

  abstract static class Handling<T> implements AsyncableHandler<T> {
    @Override
    public void process(T record, Attempt attempt) {}
  }

  static class OfTask extends Handling<Task> {}

  static class OfCall extends Handling<Call> {}

  static class OfVisit extends Handling<Visit> {}

  static class OfReport extends Handling<Report> {
    @Override
    public String field() {
      return "filing";
    }
  }

  /** For the {@link Asyncable} that it inherits. */
  static class OfInherited extends Handling<Report> {
    @Override
    public String field() {
      return "async";
    }
  }

  static class OfWire extends Handling<Wire> {}

  static class OfTelegram extends Handling<Telegram> {}

  static class OfContract extends Handling<Contract> {}

  static class OfLease extends Handling<Lease> {}

  static class OfGuess extends Handling<Guess> {}

  static class OfBet extends Handling<Bet> {}

  static class OfRest extends Handling<Rest> {}

  static class OfKnown extends Handling<Known> {}

  private static final List<Class<?>> TASKS =
      List.of(Task.class, Call.class, Visit.class, Tour.class);

  static List<Arguments> served() {
    return List.of(
        arguments(TASKS, List.of(OfTask.class), List.of("Task")),
        arguments(TASKS, List.of(OfTask.class, OfCall.class), List.of("Call", "Task")),
        arguments(
            TASKS,
            List.of(OfTask.class, OfCall.class, OfVisit.class),
            List.of("Call", "Task", "Visit")),
        arguments(
            List.of(Task.class, Report.class),
            List.of(OfTask.class, OfReport.class),
            List.of("Report", "Task")),
        arguments(
            List.of(Wire.class, Telegram.class), List.of(OfTelegram.class), List.of("Telegram")),
        arguments(List.of(Wire.class, Telegram.class), List.of(OfWire.class), List.of("Wire")),
        arguments(
            List.of(Contract.class, Lease.class), List.of(OfContract.class), List.of("Contract")),
        arguments(List.of(Guess.class, Bet.class), List.of(OfGuess.class), List.of("Guess")),
        arguments(List.of(Rest.class, Known.class), List.of(OfRest.class), List.of("Rest")));
  }

  @ParameterizedTest
  @MethodSource("served")
  void eachHandlerHasItsType(
      List<Class<?>> mapped, List<Class<?>> handlers, List<String> expected) {
    try (SessionFactoryImplementor factory = Mapped.factory(mapped)) {
      ProcessTypes types = types(factory, handlers);

      assertThat(types.all()).extracting(ProcessType::name).containsExactlyElementsOf(expected);
    }
  }

  static List<Arguments> refused() {
    return List.of(
        arguments(
            TASKS,
            List.of(OfCall.class),
            "The process type Task has no handler. Declare a Spring bean that implements AsyncableHandler<Task>, for the records of Task and Tour and Visit, or handlers for each of these."),
        arguments(
            List.of(Wire.class, Telegram.class),
            List.of(OfWire.class, OfTelegram.class),
            "The handler OfWire is for "
                + Wire.class.getName()
                + ", but each class of its records"),
        arguments(
            List.of(Task.class, Report.class),
            List.of(OfTask.class, OfReport.class, OfInherited.class),
            "The handler OfInherited is for "
                + Report.class.getName()
                + ", whose records belong to the process type Task. Declare it for "
                + Task.class.getName()),
        arguments(
            List.of(Contract.class, Lease.class),
            List.of(OfContract.class, OfLease.class),
            "The process types Contract and Lease share the columns of their state in the table Contract, and no column of this table tells their records apart. Add a @DiscriminatorColumn to "
                + Contract.class.getName()),
        arguments(
            List.of(Guess.class, Bet.class),
            List.of(OfGuess.class, OfBet.class),
            "The process types Guess and Bet share the columns of their state in the table Guess,"),
        arguments(
            List.of(Rest.class, Known.class),
            List.of(OfRest.class, OfKnown.class),
            Rest.class.getName()
                + " has a handler of its own, but no value of the discriminator column is its alone."));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void stopsForHandlersThatDivideNothing(
      List<Class<?>> mapped, List<Class<?>> handlers, String sentence) {
    try (SessionFactoryImplementor factory = Mapped.factory(mapped)) {
      assertThatThrownBy(() -> types(factory, handlers))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageContaining(sentence);
    }
  }

  @Test
  void theConditionOnTheOnlyTypeOfATableIsTrue() {
    String statement = "select 1 from {table} t where t.{id} = 1 and {ofType} limit 1";
    try (SessionFactoryImplementor factory = Mapped.factory(TASKS)) {
      assertThat(types(factory, List.of(OfTask.class)).named("Task").sql(statement))
          .isEqualTo("select 1 from Task t where t.id = 1 and true limit 1");
      ProcessTypes divided = types(factory, List.of(OfTask.class, OfVisit.class));
      assertThat(divided.named("Visit").sql(statement))
          .isEqualTo(
              "select 1 from Task t where t.id = 1 and t.DTYPE in ('Tour', 'Visit') limit 1");
      assertThat(divided.tables()).hasSize(1);
      assertThat(divided.tables().get(0).sql(statement))
          .isEqualTo("select 1 from Task t where t.id = 1 and true limit 1");
    }
  }

  private static ProcessTypes types(SessionFactoryImplementor factory, List<Class<?>> handlers) {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    handlers.forEach(
        handler ->
            beans.registerBeanDefinition(handler.getSimpleName(), new RootBeanDefinition(handler)));
    ProcessTypes types = new ProcessTypes(factory, HandledEntities.of(beans), List.of());
    new Handlers(beans, types, null, new TypeSettings(TypeSettings.Type.NONE, Map.of()));
    return types;
  }
}
