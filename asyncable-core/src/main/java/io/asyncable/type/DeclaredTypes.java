package io.asyncable.type;

import io.asyncable.AsyncableHandler;
import io.asyncable.WhenLost;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Process types of one entity that the value of an attribute tells apart, where no class of its own
 * does: a bean. The types are asked for before any handler is created, because handlers may need
 * what is made of them.
 */
public interface DeclaredTypes {

  /** The entity of all of them, which embeds one {@link io.asyncable.Asyncable}. */
  Class<?> entity();

  /** The attribute whose value is the type's name; a text. */
  String attribute();

  /** The types, each with a name of its own. */
  List<Declared> types();

  /** Who handles the records of a type. */
  Handling handling(Declared type);

  /**
   * One of the types.
   *
   * @param name its name, the value of the attribute in new records
   * @param formerly values of the attribute in records of earlier versions of the application
   * @param source where it is declared, as sentences name it
   * @param queue the queue that carries it, unless a setting of the type names another
   * @param maxFailures failed attempts after which the engine gives up, unless a setting of the
   *     type names another number
   * @param whenLost what happens after a lost attempt, unless a setting of the type says it
   */
  record Declared(
      String name,
      List<String> formerly,
      String source,
      @Nullable String queue,
      @Nullable Integer maxFailures,
      @Nullable WhenLost whenLost) {

    List<String> values() {
      return Stream.concat(Stream.of(name), formerly.stream()).toList();
    }
  }

  /**
   * The handler of a type.
   *
   * @param handler what the engine calls
   * @param name of the bean whose method the handler calls
   * @param bean with that method
   * @param method which decides about the handler's transaction
   */
  record Handling(AsyncableHandler<?> handler, String name, Object bean, Method method) {}
}
