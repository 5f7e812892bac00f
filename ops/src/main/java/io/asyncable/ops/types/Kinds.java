package io.asyncable.ops.types;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.type.DeclaredTypes;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** As many types of chores as are asked for. Their handler is never called. */
@Component
class Kinds implements DeclaredTypes {

  private static final Method PROCESS =
      ClassUtils.getMethod(AsyncableHandler.class, "process", Object.class, Attempt.class);

  private final List<Declared> types;

  Kinds(@Value("${benchmark.types}") int types) {
    this.types =
        IntStream.range(0, types)
            .mapToObj(
                number -> new Declared(name(number), List.of(), "the benchmark", null, null, null))
            .toList();
  }

  static String name(int number) {
    return "chore-" + number;
  }

  @Override
  public Class<?> entity() {
    return Chore.class;
  }

  @Override
  public String attribute() {
    return "kind";
  }

  @Override
  public List<Declared> types() {
    return types;
  }

  @Override
  public Handling handling(Declared type) {
    AsyncableHandler<Chore> none = (chore, attempt) -> {};
    return new Handling(none, "none", none, PROCESS);
  }
}
