package io.asyncable.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.node.ObjectNode;

/** Requests as people write them, who get a sentence about what does not fit. */
final class HandWritten {

  private static final int SHOWN = 100;

  private final Payloads payloads;
  private final JsonMapper mapper;

  /** A misspelled field must not be lost, as it may be where programs of two versions meet. */
  private final ObjectReader strict;

  HandWritten(Payloads payloads, ObjectProvider<JsonMapper> mapper) {
    this.payloads = payloads;
    this.mapper = mapper.getIfAvailable(JsonMapper::shared);
    this.strict =
        this.mapper
            .reader()
            .with(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * The request that this JSON is.
   *
   * @throws JobRefused if it is too large, is no JSON, or does not fit the class
   */
  Object read(DeclaredJob job, String json) {
    payloads.refuseTooLarge(job, json);
    try {
      Object request = strict.forType(job.request()).readValue(json);
      if (request != null) {
        return request;
      }
    } catch (JacksonException failure) {
      throw new JobRefused(unfit(job, failure), failure);
    }
    throw new JobRefused(
        "The payload is empty. Write the request of %s as a JSON object.".formatted(job.name()));
  }

  private static String unfit(DeclaredJob job, JacksonException failure) {
    String place = place(failure);
    if (failure instanceof StreamReadException) {
      return "The payload is not JSON%s.".formatted(place);
    } else if (failure instanceof UnrecognizedPropertyException unknown) {
      return "The payload has the unknown field '%s'%s. %s has %s."
          .formatted(path(unknown), place, job.name(), fields(unknown));
    } else if (failure instanceof MismatchedInputException mismatch
        && mismatch.getTargetType() != null
        && !mismatch.getPath().isEmpty()) {
      return "The field '%s' of the payload must be of the type %s%s."
          .formatted(path(mismatch), mismatch.getTargetType().getSimpleName(), place);
    }
    return "The payload does not fit the request of %s%s. Write it as a JSON object."
        .formatted(job.name(), place);
  }

  private static String fields(UnrecognizedPropertyException unknown) {
    String known =
        unknown.getKnownPropertyIds().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "no fields" : "these fields: " + known;
  }

  private static String place(JacksonException failure) {
    TokenStreamLocation at = failure.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String path(JacksonException failure) {
    String path =
        failure.getPath().stream()
            .map(
                part ->
                    part.getPropertyName() == null
                        ? String.valueOf(part.getIndex())
                        : part.getPropertyName())
            .collect(Collectors.joining("."));
    return path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "…";
  }

  /** What a request of the type has, each field with an empty value. */
  NamedJobs.Sample sample(DeclaredJob job) {
    ObjectNode json = mapper.createObjectNode();
    List<NamedJobs.Field> fields = new ArrayList<>();
    mapper.acceptJsonFormatVisitor(job.request(), new Fields(json, fields));
    return new NamedJobs.Sample(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json), fields);
  }

  /** Collects the fields of one class. */
  private static final class Fields extends JsonFormatVisitorWrapper.Base {

    private final ObjectNode json;
    private final List<NamedJobs.Field> fields;

    Fields(ObjectNode json, List<NamedJobs.Field> fields) {
      this.json = json;
      this.fields = fields;
    }

    @Override
    public JsonObjectFormatVisitor expectObjectFormat(@Nullable JavaType type) {
      return new JsonObjectFormatVisitor.Base(getContext()) {
        @Override
        public void property(BeanProperty property) {
          add(property);
        }

        @Override
        public void optionalProperty(BeanProperty property) {
          add(property);
        }
      };
    }

    private void add(BeanProperty property) {
      JavaType type = property.getType();
      fields.add(new NamedJobs.Field(property.getName(), type.getRawClass().getSimpleName()));
      if (type.isCollectionLikeType() || type.isArrayType()) {
        json.putArray(property.getName());
      } else if (type.hasRawClass(String.class)) {
        json.put(property.getName(), "");
      } else if (type.hasRawClass(boolean.class)) {
        json.put(property.getName(), false);
      } else if (type.isPrimitive()) {
        json.put(property.getName(), 0);
      } else {
        json.putNull(property.getName());
      }
    }
  }
}
