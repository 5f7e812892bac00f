package io.asyncable.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The latest result of each of several trials, as JSON and as a table in a page.
 *
 * @param json where they are kept
 * @param page where they are shown
 * @param type of a result
 * @param command what measures them
 * @param names of the trials, in their order
 * @param header of the table
 */
public record LatestResults<R extends LatestResults.Result>(
    Path json, Path page, Class<R> type, String command, List<String> names, String header) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The result of one trial. */
  public interface Result {

    /** The trial's name. */
    String name();

    /** The row in the table. */
    String row();
  }

  /** What was measured, by what command. */
  private record Contents<R>(String command, List<R> results) {}

  /** Takes a result in, in the place of the former one of its trial. */
  public void put(R result) throws IOException {
    Map<String, R> known =
        former().stream().collect(Collectors.toMap(Result::name, Function.identity()));
    known.put(result.name(), result);
    List<R> results = names.stream().map(known::get).filter(Objects::nonNull).toList();
    Files.writeString(json, JSON.writeValueAsString(new Contents<>(command, results)) + "\n");
    String rows = results.stream().map(Result::row).collect(Collectors.joining("\n", "", "\n"));
    new ResultsPage(page, "results").put(header + rows);
  }

  private List<R> former() throws IOException {
    if (!Files.exists(json)) {
      return List.of();
    }
    JavaType contents = JSON.getTypeFactory().constructParametricType(Contents.class, type);
    return JSON.<Contents<R>>readValue(Files.readString(json), contents).results();
  }
}
