package io.asyncable.web;

import io.swagger.v3.oas.models.OpenAPI;
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
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Adds to the OpenAPI document what all operations share: permissions, problems, and the meaning of
 * common parameters.
 */
final class DocumentedOperations implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {

  private static final String PROBLEM = "Problem";

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("type", "The name of a process type, such as Appeal."),
          Map.entry("id", "The id of the record, as in lists and answers."),
          Map.entry("queue", "The name of a queue."),
          Map.entry("schedule", "The name of a schedule."),
          Map.entry("fingerprint", "The fingerprint of a group of failures."),
          Map.entry("message", "The id of a message."),
          Map.entry("state", "The state, such as expired; upper or lower case."),
          Map.entry("reason", "Why a record is where it is, such as running or expired_window."),
          Map.entry("error", "The beginning of the first word of the error."),
          Map.entry("subject", "The exact subject of the record."),
          Map.entry("submittedBy", "The exact name of the user who submitted the record."),
          Map.entry(
              "search",
              "The exact subject or id of the record, or the beginning of the first word of the error."),
          Map.entry("tenant", "The exact tenant of the record."),
          Map.entry("age", "The minimum age of the submission, such as 90m or 4d."),
          Map.entry("sort", "The order: oldest, newest, attempted, due or need."),
          Map.entry("actor", "The exact name of the user who acted."),
          Map.entry("action", "The act, such as restart."),
          Map.entry("record", "The id of a record. Requires the type."),
          Map.entry("from", "The beginning of the time range, in UTC."),
          Map.entry("until", "The end of the time range, in UTC; this time itself is excluded."),
          Map.entry("days", "How many days the report looks back."),
          Map.entry("window", "How far the report looks back: 1h, 24h, 7d and, for types, 30d."),
          Map.entry("outcome", "Only records with this outcome."),
          Map.entry("after", "The value next of the page before. Leave it out for the first page."),
          Map.entry(
              "why",
              "Whether each row ends with the record's state, its reason, an explanation and what"
                  + " happens next."),
          Map.entry("page", "The value next of the page before. Leave it out for the first page."));

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
      add(answers, "400", "A parameter or the body is not valid.");
      add(answers, "404", "The type or record does not exist.");
    }
    if (isAct) {
      add(answers, "409", "The record's state does not allow the act; the detail says why.");
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

  @Override
  public void customise(OpenAPI document) {
    document.schema(PROBLEM, problem());
  }

  /** The body of the answers of {@link ApiAdvice}. */
  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("Why a request failed (RFC 9457).")
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("A sentence for people."))
        .addProperty("instance", new StringSchema());
  }
}
