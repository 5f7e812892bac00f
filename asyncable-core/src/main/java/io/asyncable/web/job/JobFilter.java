package io.asyncable.web.job;

import io.asyncable.State;
import io.asyncable.job.read.JobList.Position;
import io.asyncable.job.read.JobList.Wanted;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.RecordFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filter of the list of jobs, from the parameters of its address; all are optional.
 *
 * @param type the job type
 * @param state the derived state; default all jobs that have not ended
 * @param tenant the exact tenant of a job
 * @param page the end of the page before, as an opaque text
 */
@ParameterObject
record JobFilter(
    @Nullable String type, @Nullable String state, @Nullable String tenant, @Nullable String page) {

  /** The states that a job can be in. */
  private static final Set<State> STATES = EnumSet.complementOf(EnumSet.of(State.NOT_SUBMITTED));

  private static final int LONGEST = 200;

  /** PostgreSQL knows no time after this. */
  private static final Instant LATEST = Instant.parse("+294276-01-01T00:00:00Z");

  JobFilter {
    type = emptyToNull(type);
    state = emptyToNull(state);
    tenant = emptyToNull(tenant);
    page = emptyToNull(page);
  }

  static @Nullable String emptyToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** The words of the states to filter by. */
  static List<String> states() {
    return STATES.stream().map(RecordFilter::word).toList();
  }

  Wanted wanted() {
    if (tenant != null && (tenant.length() > LONGEST || tenant.indexOf(0) >= 0)) {
      throw new RequestProblem(
          "The tenant to filter by must be a text of at most %d characters.".formatted(LONGEST));
    }
    return new Wanted(state == null ? null : state(state), tenant);
  }

  private static State state(String given) {
    String word = given.toLowerCase(Locale.ROOT).replace('_', '-');
    return STATES.stream()
        .filter(state -> RecordFilter.word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestProblem(
                    "There is no state '%s' to filter by. Use one of %s."
                        .formatted(RequestProblem.shown(given), String.join(", ", states()))));
  }

  @Nullable Position after() {
    return page == null ? null : position(page);
  }

  private static Position position(String page) {
    String[] parts = page.split("_", -1);
    try {
      Instant at = Instant.parse(parts[0]);
      if (parts.length == 2 && at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
        return new Position(at, UUID.fromString(parts[1]).toString());
      }
    } catch (DateTimeException | IllegalArgumentException unreadable) {
      // Told below.
    }
    throw new RequestProblem(
        "The list has no page '%s'. Leave the page out to get the first page."
            .formatted(RequestProblem.shown(page)));
  }

  /** A page as addresses name it. */
  static @Nullable String page(@Nullable Position end) {
    return end == null ? null : end.at() + "_" + end.id();
  }

  /** Whether it leaves jobs out; public for the templates. */
  public boolean isNarrow() {
    return type != null || state != null || tenant != null;
  }

  /** The address of another page of the list; public for the templates. */
  public String address(@Nullable String other) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/jobs/jobs");
    List<Object> values = new ArrayList<>();
    add(address, values, "type", type);
    add(address, values, "state", state);
    add(address, values, "tenant", tenant);
    add(address, values, "page", other);
    return address.encode().buildAndExpand(values.toArray()).toUriString();
  }

  private static void add(
      UriComponentsBuilder address, List<Object> values, String name, @Nullable String value) {
    if (value != null) {
      address.queryParam(name, "{" + name + "}");
      values.add(value);
    }
  }
}
