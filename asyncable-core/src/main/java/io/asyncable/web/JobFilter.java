package io.asyncable.web;

import io.asyncable.State;
import io.asyncable.record.RecordList.Position;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the list shows, as its address says it.
 *
 * @param type the only process type wanted
 * @param state the only state wanted
 * @param page where the page before ended, as an opaque text
 */
record JobFilter(@Nullable String type, @Nullable String state, @Nullable String page) {

  /** The states of what is not concluded. */
  static final Set<State> STATES =
      EnumSet.complementOf(EnumSet.of(State.PROCESSED, State.CANCELED));

  static final JobFilter NONE = new JobFilter(null, null, null);

  JobFilter {
    type = emptyToNull(type);
    state = emptyToNull(state);
    page = emptyToNull(page);
  }

  private static @Nullable String emptyToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** The state wanted, in any case and with - for _. */
  @Nullable State wantedState() {
    if (state == null) {
      return null;
    }
    String name = state.toUpperCase(Locale.ROOT).replace('-', '_');
    return STATES.stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestProblem(
                    "There is no state '%s' to filter by. Known are %s."
                        .formatted(
                            state,
                            STATES.stream()
                                .map(JobFilter::word)
                                .collect(Collectors.joining(", ")))));
  }

  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  Optional<Position> after() {
    return Optional.ofNullable(page).map(JobFilter::parse);
  }

  /** The same filter for the page after this position. */
  JobFilter page(Position position) {
    Instant time = position.lastSubmittedAt();
    String text =
        (time == null ? "" : time.toString()) + "|" + position.type() + "|" + position.id();
    return new JobFilter(
        type,
        state,
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Position parse(String page) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", 3);
      // PostgreSQL knows no text with a NUL, and fewer years than Java.
      if (parts.length == 3 && text.indexOf(0) < 0) {
        Instant time = parts[0].isEmpty() ? null : Instant.parse(parts[0]);
        if (time == null || parts[0].length() <= "2026-01-01T00:00:00.000000Z".length()) {
          return new Position(time, parts[1], parts[2]);
        }
      }
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      // Told below.
    }
    throw new RequestProblem(
        "The page '%s' is none that a list has named. Leave it out for the first page."
            .formatted(page));
  }

  /** The address of the list with this filter. */
  String address() {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/jobs");
    if (type != null) {
      address.queryParam("type", "{type}");
    }
    if (state != null) {
      address.queryParam("state", "{state}");
    }
    if (page != null) {
      address.queryParam("page", "{page}");
    }
    return address
        .encode()
        .buildAndExpand(Stream.of(type, state, page).filter(Objects::nonNull).toArray())
        .toUriString();
  }
}
