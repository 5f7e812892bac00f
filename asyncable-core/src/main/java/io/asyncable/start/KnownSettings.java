package io.asyncable.start;

import io.asyncable.Permission;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/** The names of all settings that {@code @ConfigurationProperties} records define. */
final class KnownSettings {

  /** A placeholder for a name that users choose: of a queue, a process type, a user. */
  private static final String ANY = "*";

  private final List<List<String>> names = new ArrayList<>();

  /** Prefixes that are not bound to a record, so their settings are unknown. */
  private final List<ConfigurationPropertyName> unchecked = new ArrayList<>();

  private final List<String> permissions;

  /**
   * @param permissions their words, which settings that grant them have for names
   */
  KnownSettings(List<String> permissions) {
    this.permissions = permissions;
  }

  void add(String prefix, Class<?> properties) {
    if (properties.isRecord()) {
      add(List.of(prefix.split("\\.")), ResolvableType.forClass(properties));
    } else {
      unchecked.add(ConfigurationPropertyName.of(prefix));
    }
  }

  private void add(List<String> path, ResolvableType type) {
    Class<?> kind = type.toClass();
    if (Map.class.isAssignableFrom(kind)
        && type.asMap().getGeneric(0).toClass() == Permission.class) {
      permissions.forEach(word -> add(longer(path, word), type.asMap().getGeneric(1)));
    } else if (Map.class.isAssignableFrom(kind)) {
      add(longer(path, ANY), type.asMap().getGeneric(1));
    } else if (kind.isRecord()) {
      for (RecordComponent component : kind.getRecordComponents()) {
        ResolvableType value = ResolvableType.forMethodReturnType(component.getAccessor());
        add(longer(path, dashed(component.getName())), value);
      }
    } else {
      names.add(path);
    }
  }

  private static List<String> longer(List<String> path, String element) {
    List<String> longer = new ArrayList<>(path);
    longer.add(element);
    return longer;
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  boolean contains(ConfigurationPropertyName name) {
    return unchecked.stream().anyMatch(prefix -> prefix.isAncestorOf(name))
        || names.stream().anyMatch(known -> isNamed(name, known));
  }

  /**
   * Whether this is a group of settings; YAML sets a group when it contains the name and nothing
   * below it.
   */
  boolean hasBelow(ConfigurationPropertyName name) {
    return names.stream()
        .anyMatch(
            known ->
                known.size() > name.getNumberOfElements()
                    && agree(name, known, name.getNumberOfElements()));
  }

  private static boolean isNamed(ConfigurationPropertyName name, List<String> known) {
    int length = name.getNumberOfElements();
    return length >= known.size()
        && agree(name, known, known.size())
        && IntStream.range(known.size(), length).allMatch(name::isNumericIndex);
  }

  private static boolean agree(ConfigurationPropertyName name, List<String> known, int length) {
    return IntStream.range(0, length)
        .allMatch(
            i ->
                known.get(i).equals(ANY)
                    || letters(known.get(i)).equals(letters(name.getElement(i, Form.ORIGINAL))));
  }

  private static String letters(String element) {
    return element.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  /** The setting that the user probably meant, with the names that the user chose. */
  Optional<String> nearest(ConfigurationPropertyName name) {
    List<String> candidates =
        names.stream().map(known -> String.join(".", inWordsOf(name, known))).distinct().toList();
    return Nearest.to(name.toString().replaceAll("\\[\\d+]", ""), candidates);
  }

  private static List<String> inWordsOf(ConfigurationPropertyName name, List<String> known) {
    return IntStream.range(0, known.size())
        .mapToObj(
            i ->
                known.get(i).equals(ANY)
                    ? i < name.getNumberOfElements() ? name.getElement(i, Form.ORIGINAL) : "<name>"
                    : known.get(i))
        .toList();
  }

  /**
   * The variable that the user probably meant; empty if the name is a known variable or resembles
   * none. Spring Boot reads a name without its dashes, and with underscores for them as well.
   */
  Optional<String> nearestVariable(String variable) {
    List<String> variables =
        names.stream()
            .filter(known -> !known.contains(ANY))
            .map(known -> String.join("_", known).replace("-", "").toUpperCase(Locale.ROOT))
            .toList();
    String letters = variable.replace("_", "");
    return variables.stream().anyMatch(known -> known.replace("_", "").equals(letters))
        ? Optional.empty()
        : variables.stream()
            .filter(known -> Nearest.changes(letters, known.replace("_", "")) <= 2)
            .findFirst();
  }
}
