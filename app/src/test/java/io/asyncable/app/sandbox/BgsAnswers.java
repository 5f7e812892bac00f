package io.asyncable.app.sandbox;

import java.util.List;
import java.util.Map;

/** What BGS answers: somebody for every file number, except those that begin with 000. */
final class BgsAnswers implements SandboxService.Answers {

  private static final String VETERANS = "/veterans/";
  private static final List<String> FIRST = List.of("Ann", "Ben", "Carla", "Dan", "Eve", "Frank");
  private static final List<String> LAST = List.of("Baker", "Cole", "Diaz", "Evans", "Ford");

  @Override
  public SandboxAnswer answer(String method, String path, String key, String body) {
    if (!method.equals("GET") || !path.startsWith(VETERANS)) {
      return SandboxAnswer.refusal(404, "BGS has no " + method + " " + path + ".");
    }
    String fileNumber = path.substring(VETERANS.length());
    if (fileNumber.startsWith("000")) {
      return SandboxAnswer.refusal(404, "BGS knows no veteran with that file number.");
    }
    long id = Ids.of(fileNumber);
    return SandboxAnswer.read(
        Map.of(
            "participantId", Long.toString(id),
            "firstName", FIRST.get((int) (id % FIRST.size())),
            "lastName", LAST.get((int) (id % LAST.size()))));
  }
}
