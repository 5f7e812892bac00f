package io.asyncable.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Tells in the OpenAPI document what all operations have in common: the permission that each needs,
 * what can go wrong, and what the parameters mean that occur in several.
 */
final class DocumentedOperations implements GlobalOperationCustomizer {

  static final String PROBLEM = "Problem";

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("type", "The name of a process type, such as Appeal."),
          Map.entry("id", "The id, as lists and answers tell it."),
          Map.entry("queue", "The name of a queue."),
          Map.entry("fingerprint", "What failures of the same kind have in common."),
          Map.entry("message", "The id of a message."),
          Map.entry("state", "The state, such as expired; in any case."),
          Map.entry("reason", "Why a record is where it is, such as running or expired_window."),
          Map.entry("error", "How the first word of the error begins."),
          Map.entry("subject", "The subject of a record, exactly."),
          Map.entry("submittedBy", "The user who submitted it, exactly."),
          Map.entry("tenant", "The tenant of a record, exactly."),
          Map.entry("age", "How long ago the submission was at least, such as 90m or 4d."),
          Map.entry("sort", "One of oldest, newest, attempted and due."),
          Map.entry("actor", "The user who acted, exactly."),
          Map.entry("action", "What was done, such as restart."),
          Map.entry("record", "The id of a record; needs the type."),
          Map.entry("from", "The earliest time, in UTC."),
          Map.entry("until", "The first time that is too late, in UTC."),
          Map.entry("days", "How many days the report looks back."),
          Map.entry("window", "How far to look back: 1h, 24h, 7d and, for types, 30d."),
          Map.entry("outcome", "Only records with this outcome."),
          Map.entry("after", "Where the part before ended. Without it, the first part."),
          Map.entry(
              "why",
              "Whether each row ends with the record's state, why it is where it is and what is next."),
          Map.entry("page", "Where the page before ended: its next. Without it, the first page."));

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Requires required = method.getMethodAnnotation(Requires.class);
    if (Gate.guards(method) && required != null) {
      operation.setDescription(description(operation.getDescription(), required));
      parameters(operation).forEach(DocumentedOperations::describe);
      addProblems(operation, isAct(method));
    }
    return operation;
  }

  private static String description(@Nullable String own, Requires required) {
    return (own == null ? "" : own + "\n\n")
        + "Needs the permission `%s`%s."
            .formatted(
                required.value(), required.own() ? ", or the right to one's own records" : "");
  }

  private static List<Parameter> parameters(Operation operation) {
    return operation.getParameters() == null ? List.of() : operation.getParameters();
  }

  private static void describe(Parameter parameter) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }
  }

  private static boolean isAct(HandlerMethod method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
    return mapping != null
        && List.of(mapping.method()).stream()
            .noneMatch(verb -> verb.asHttpMethod().equals(HttpMethod.GET));
  }

  private static void addProblems(Operation operation, boolean isAct) {
    ApiResponses answers = operation.getResponses();
    add(answers, "401", "Nobody is signed in.");
    add(answers, "403", "The user may not do this.");
    add(answers, "500", "The server failed; its log says why.");
    add(answers, "503", "The database cannot be reached at the moment.");
    if (isAct || !parameters(operation).isEmpty()) {
      add(answers, "400", "A parameter or the body means nothing.");
      add(answers, "404", "There is no such type or record.");
    }
    if (isAct) {
      add(answers, "409", "The state does not allow it; the detail says why.");
    }
  }

  private static void add(ApiResponses answers, String status, String meaning) {
    answers.addApiResponse(
        status,
        new ApiResponse()
            .description(meaning)
            .content(
                new Content()
                    .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
  }

  /** What {@link ApiAdvice} answers with. */
  static Schema<?> problem() {
    return new ObjectSchema()
        .description("Why a request failed (RFC 9457).")
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("A sentence for people."))
        .addProperty("instance", new StringSchema());
  }
}
