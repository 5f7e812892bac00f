package io.asyncable.ops.faults;

import io.asyncable.ops.bench.ResultsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The latest result of each fault, as JSON and as a table. */
final class FaultsReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path json;
  private final Path page;

  /** What was measured, by what command. */
  record Contents(String command, List<Result> results) {}

  FaultsReport(Path json, Path page) {
    this.json = json;
    this.page = page;
  }

  /** Takes a result in, in the place of the former one of its fault. */
  void put(Result result) throws IOException {
    Map<String, Result> known =
        (Files.exists(json)
                ? JSON.readValue(Files.readString(json), Contents.class).results()
                : List.<Result>of())
            .stream().collect(Collectors.toMap(Result::fault, Function.identity()));
    known.put(result.fault(), result);
    List<Result> results = new ArrayList<>();
    Arrays.stream(Fault.values())
        .map(fault -> known.get(fault.code()))
        .filter(each -> each != null)
        .forEach(results::add);
    Files.writeString(json, JSON.writeValueAsString(new Contents(Faults.COMMAND, results)) + "\n");
    new ResultsPage(page, "results").put(table(results));
  }

  private static String table(List<Result> results) {
    return Result.HEADER
        + results.stream().map(Result::row).collect(Collectors.joining("\n", "", "\n"));
  }
}
