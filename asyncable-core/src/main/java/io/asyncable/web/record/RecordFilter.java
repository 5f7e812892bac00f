package io.asyncable.web.record;

import io.asyncable.State;
import io.asyncable.move.Act;
import io.asyncable.move.Cause;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Order;
import io.asyncable.text.ErrorDetails;
import io.asyncable.web.RequestProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The filter of the list, from the parameters of its address; all are optional.
 *
 * @param search the exact subject or id, or the beginning of the first word of the error
 * @param type the process type
 * @param state the derived state; scheduled records are listed only if this asks for them
 * @param queue the queue of the process type
 * @param reason why a record is where it is, one of {@link Cause}
 * @param error the beginning of the first word of the error
 * @param fingerprint the fingerprint of a group of failures; the record failed so in its current
 *     submission
 * @param tenant the exact tenant of a record
 * @param age the minimum age of the submission, such as 90m or 4d
 * @param subject the exact subject of a record
 * @param submittedBy the exact name of the user who submitted the record
 * @param sort the order: {@code oldest}, {@code newest}, {@code attempted}, {@code due} or {@code
 *     need}
 * @param page the end of the page before, as an opaque text
 */
@ParameterObject
public record RecordFilter(
    @Nullable String search,
    @Nullable String type,
    @Nullable String state,
    @Nullable String queue,
    @Nullable String reason,
    @Nullable String error,
    @Nullable String fingerprint,
    @Nullable String tenant,
    @Nullable String age,
    @Nullable String subject,
    @Nullable String submittedBy,
    @Nullable String sort,
    @Nullable String page) {

  /** The states to filter by; scheduled records are listed only if the filter asks for them. */
  static final Set<State> STATES =
      EnumSet.complementOf(EnumSet.of(State.PROCESSED, State.CANCELED));

  /** The order of the page; its groups are those of {@link io.asyncable.search.Need}. */
  static final String NEED = "need";

  /** The orders by their words; the first is the default. */
  static final Map<String, Order> SORTS = sorts();

  static final RecordFilter NONE = of(Map.of());

  private static final int LONGEST = 200;

  /** A redirect contains the query twice in a header, and both must fit. */
  private static final int LONGEST_QUERY = 4_000;

  private static final Pattern AGE = Pattern.compile("\\d{1,6}[smhd]");

  public RecordFilter {
    search = emptyToNull(search);
    type = emptyToNull(type);
    state = emptyToNull(state);
    queue = emptyToNull(queue);
    reason = emptyToNull(reason);
    error = emptyToNull(error);
    fingerprint = emptyToNull(fingerprint);
    tenant = emptyToNull(tenant);
    age = emptyToNull(age);
    subject = emptyToNull(subject);
    submittedBy = emptyToNull(submittedBy);
    sort = emptyToNull(sort);
    page = emptyToNull(page);
  }

  private static Map<String, Order> sorts() {
    Map<String, Order> sorts = new LinkedHashMap<>();
    sorts.put("oldest", Order.OLDEST);
    sorts.put("newest", Order.NEWEST);
    sorts.put("attempted", Order.LATEST_ATTEMPTED);
    sorts.put("due", Order.NEXT_DUE);
    sorts.put(NEED, Order.NEEDIEST);
    return sorts;
  }

  private static @Nullable String emptyToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** The filter for all records that failed with this fingerprint. */
  public static RecordFilter ofFailure(String fingerprint) {
    return of(Map.of("fingerprint", fingerprint));
  }

  /**
   * The filter in the query of an address, as {@link #query} writes it. Ignores unknown parameters.
   *
   * @throws RequestProblem if the query is too long
   */
  public static RecordFilter ofQuery(@Nullable String query) {
    if (query == null || query.isBlank()) {
      return NONE;
    }
    requireShort(query);
    MultiValueMap<String, String> parameters =
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    Map<String, String> decoded = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) -> {
          String value = values.get(0);
          if (value != null) {
            decoded.put(name, decoded(value));
          }
        });
    RecordFilter filter = of(decoded);
    requireShort(filter.query());
    return filter;
  }

  private static void requireShort(String query) {
    if (query.length() > LONGEST_QUERY) {
      throw new RequestProblem(
          "The filter of the list has %d characters, but at most %d are possible."
              .formatted(query.length(), LONGEST_QUERY));
    }
  }

  private static String decoded(String value) {
    try {
      return UriUtils.decode(value, "UTF-8");
    } catch (IllegalArgumentException unreadable) {
      return value;
    }
  }

  private static RecordFilter of(Map<String, String> values) {
    return new RecordFilter(
        values.get("search"),
        values.get("type"),
        values.get("state"),
        values.get("queue"),
        values.get("reason"),
        values.get("error"),
        values.get("fingerprint"),
        values.get("tenant"),
        values.get("age"),
        values.get("subject"),
        values.get("submittedBy"),
        values.get("sort"),
        values.get("page"));
  }

  private Map<String, String> values() {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("search", search);
    all.put("type", type);
    all.put("state", state);
    all.put("queue", queue);
    all.put("reason", reason);
    all.put("error", error);
    all.put("fingerprint", fingerprint);
    all.put("tenant", tenant);
    all.put("age", age);
    all.put("subject", subject);
    all.put("submittedBy", submittedBy);
    all.put("sort", sort);
    all.put("page", page);
    Map<String, String> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    return given;
  }

  /** The same filter on another page; null for the first page. */
  public RecordFilter page(@Nullable String other) {
    Map<String, String> values = values();
    values.remove("page");
    if (other != null) {
      values.put("page", other);
    }
    return of(values);
  }

  /** The query of an address with this filter; public for the templates. */
  public String query() {
    return values().entrySet().stream()
        .map(value -> value.getKey() + "=" + UriUtils.encode(value.getValue(), "UTF-8"))
        .collect(Collectors.joining("&"));
  }

  /** The address of the list with this filter. */
  public String address() {
    return address("/jobs");
  }

  /** The address of this path with this filter; public for the templates. */
  public String address(String path) {
    String query = query();
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Whether the filter leaves out any records; public for the templates. */
  public boolean isNarrow() {
    Map<String, String> values = values();
    values.keySet().removeAll(List.of("sort", "page"));
    return !values.isEmpty();
  }

  /** The state to filter by. Case does not matter, and - and _ are the same. */
  @Nullable State wantedState() {
    return state == null ? null : known("state", state, STATES);
  }

  /** The acts on many records that are possible in the state to filter by. */
  List<Act> bulkActs() {
    State wanted = wantedState();
    return Act.OF_MANY.stream().filter(act -> wanted == null || act.isPossibleIn(wanted)).toList();
  }

  /** The reason to filter by. Case does not matter, and - and _ are the same. */
  @Nullable Cause wantedCause() {
    if (reason == null) {
      return null;
    }
    String wanted = reason.toLowerCase(Locale.ROOT).replace('-', '_');
    Cause cause =
        Arrays.stream(Cause.values())
            .filter(known -> known.word().equals(wanted))
            .findFirst()
            .orElseThrow(() -> noReason("There is no reason '%s' to filter by".formatted(reason)));
    if (cause == Cause.NOT_PUBLISHED) {
      throw noReason(
          "Lists cannot filter by not_published, because only Kafka knows it. Such records are"
              + " among the queued");
    } else if (!cause.isListed()) {
      throw noReason("Records in the list never have the reason %s".formatted(cause.word()));
    }
    return cause;
  }

  private static RequestProblem noReason(String sentence) {
    return new RequestProblem(
        "%s. Use one of %s.".formatted(sentence, String.join(", ", reasons())));
  }

  /** The words of all reasons to filter by. */
  static List<String> reasons() {
    return Arrays.stream(Cause.values()).filter(Cause::isListed).map(Cause::word).toList();
  }

  private static <E extends Enum<E>> E known(String what, String word, Iterable<E> choices) {
    String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
    StringBuilder known = new StringBuilder();
    for (E choice : choices) {
      if (word(choice).equals(wanted)) {
        return choice;
      }
      known.append(known.isEmpty() ? "" : ", ").append(word(choice));
    }
    throw new RequestProblem(
        "There is no %s '%s' to filter by. Use one of %s.".formatted(what, word, known));
  }

  /** The word of a choice in addresses; public for the templates. */
  public static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same filter in the order of the page, unless it asks for another. */
  RecordFilter onPage() {
    Map<String, String> values = values();
    values.putIfAbsent("sort", NEED);
    return of(values);
  }

  /**
   * Whether the filter has a condition that the page shows among the rarer ones; public for the
   * templates.
   */
  public boolean isSpecial() {
    Map<String, String> values = values();
    values.keySet().removeAll(List.of("search", "type", "state", "page"));
    return !values.isEmpty();
  }

  /** The word of the order in addresses. */
  String wantedSort() {
    if (sort == null) {
      return SORTS.keySet().iterator().next();
    } else if (SORTS.containsKey(sort)) {
      return sort;
    }
    throw new RequestProblem(
        "There is no sort '%s'. Use one of %s.".formatted(sort, String.join(", ", SORTS.keySet())));
  }

  @Nullable Duration wantedAge() {
    if (age == null) {
      return null;
    }
    if (!AGE.matcher(age).matches()) {
      throw new RequestProblem(
          "'%s' is not an age. Write a number and s, m, h or d, such as 90m or 4d.".formatted(age));
    }
    return DurationStyle.SIMPLE.parse(age);
  }

  /**
   * The beginning of the error, at most its first word. Later words may hold personal data, which
   * nobody may guess by filtering.
   */
  @Nullable String wantedError() {
    String wanted = text("error", error);
    if (wanted != null && !ErrorDetails.firstToken(wanted).equals(wanted)) {
      throw new RequestProblem(
          "Lists filter errors by their first word only, such as %s. Leave out the words after it."
              .formatted(ErrorDetails.firstToken(wanted)));
    }
    return wanted;
  }

  @Nullable String wantedFingerprint() {
    if (fingerprint != null && !Criteria.isFingerprint(fingerprint)) {
      throw new RequestProblem(
          "'%s' is not a fingerprint. Copy one from the page of errors: it has 16 digits from 0 to f."
              .formatted(RequestProblem.shown(fingerprint)));
    }
    return fingerprint;
  }

  @Nullable String wantedSearch() {
    return text("search", search);
  }

  @Nullable String wantedTenant() {
    return text("tenant", tenant);
  }

  @Nullable String wantedSubject() {
    return text("subject", subject);
  }

  @Nullable String wantedSubmitter() {
    return text("submittedBy", submittedBy);
  }

  /** PostgreSQL cannot store a NUL character in a text. */
  private static @Nullable String text(String what, @Nullable String value) {
    if (value != null && (value.length() > LONGEST || value.indexOf(0) >= 0)) {
      throw new RequestProblem(
          "The %s to filter by must be a text of at most %d characters.".formatted(what, LONGEST));
    }
    return value;
  }
}
