package io.asyncable.search;

import static io.asyncable.AsyncableScopes.oldestSubmittedFirst;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.AsyncColumn;
import io.asyncable.AsyncableScopes;
import io.asyncable.Condition;
import io.asyncable.State;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection.Criteria;
import io.asyncable.search.Selection.Order;
import io.asyncable.search.Selection.Part;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ReflectionUtils;

/**
 * Every combination of the async columns, legal or not, read in Java, in SQL and through JPA: all
 * say the same. It runs in a transaction that takes the constraints off and is rolled back.
 */
@StillEngineTest
@Transactional
class ColumnsTest {

  private static final String CONSTRAINTS =
      """
      select string_agg(substring(pg_get_constraintdef(oid) from 6), ' and ') from pg_constraint
      where conrelid = 'letter'::regclass and contype = 'c'
      """;

  private static final String DROP_CONSTRAINTS =
      """
      do $$ declare c text; begin
        for c in select conname from pg_constraint
                 where conrelid = 'letter'::regclass and contype = 'c' loop
          execute format('alter table letter drop constraint %I', c);
        end loop;
      end $$
      """;

  private static final String EVERY_COMBINATION =
      """
      insert into letter (id, submitted_at, last_submitted_at, attempted_at, processed_at,
        canceled_at, error, attempts, due_at)
      select gen_random_uuid(), s, l, a, p, c, e, n, d
      from unnest(array[null, :past]::timestamptz[]) s,
        unnest(array[null, :past, :now, :future]::timestamptz[]) l,
        unnest(array[null, :past]::timestamptz[]) a,
        unnest(array[null, :past]::timestamptz[]) p,
        unnest(array[null, :past]::timestamptz[]) c,
        unnest(array[null, 'Busy']) e,
        unnest(array[0, 2]) n,
        unnest(array[null, :past, :now, :future]::timestamptz[]) d
      """;

  private static final int COMBINATIONS = 2 * 4 * 2 * 2 * 2 * 2 * 2 * 4;

  /**
   * Of the records that the constraints allow, in each state: whether a scope holds for all (+),
   * some (o) or none of them.
   */
  private static final String TABLE =
      """
                                        NOT_SUBMITTED SCHEDULED QUEUED RUNNING RETRYING EXPIRED PROCESSED CANCELED
      UNCONCLUDED                       -             +         +      +       +        +       -         -
      UNEXPIRED                         -             +         +      +       +        -       -         -
      CANCELED                          -             -         -      -       -        -       -         +
      PROCESSABLE                       -             -         +      o       o        o       -         -
      NEVER_ATTEMPTED                   o             o         o      o       o        o       o         o
      READY_FOR_RETRY                   -             -         -      -       o        -       -         -
      ATTEMPTABLE                       -             -         o      o       o        -       -         -
      REQUIRES_PROCESSING               -             -         o      o       o        -       -         -
      EXPIRED_WITHOUT_PROCESSING        -             -         -      -       -        +       -         -
      ATTEMPTED_WITHOUT_BEING_SUBMITTED o             -         -      -       -        -       -         -
      WITH_ERROR                        o             -         -      -       +        +       -         o
      POTENTIALLY_STUCK                 o             -         +      o       o        o       -         -
      PROCESSED                         -             -         -      -       -        -       +         -
      PROCESSED_OR_CANCELED             -             -         -      -       -        -       +         +
      """;

  @Autowired Letters letters;
  @Autowired ProcessTypes types;
  @Autowired RecordList records;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  private Instant now;
  private List<Letter> all;
  private Set<UUID> allowed;

  @BeforeEach
  void fill() {
    now = clock.instant();
    jdbc.sql("delete from letter").update();
    String constraints = jdbc.sql(CONSTRAINTS).query(String.class).single();
    jdbc.sql(DROP_CONSTRAINTS).update();
    jdbc.sql(EVERY_COMBINATION)
        .param("past", now.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("future", now.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .update();
    all = letters.findAll();
    assertThat(all).hasSize(COMBINATIONS);
    allowed =
        Set.copyOf(jdbc.sql("select id from letter where " + constraints).query(UUID.class).list());
  }

  @Test
  void aStateIsTheSameInJavaAndInSql() {
    Map<UUID, String> inSql =
        jdbc
            .sql("select id, " + State.sql(this::column, ":now") + " as state from letter")
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query()
            .listOfRows()
            .stream()
            .collect(
                Collectors.toMap(row -> (UUID) row.get("id"), row -> (String) row.get("state")));

    assertThat(inSql)
        .isEqualTo(
            all.stream().collect(Collectors.toMap(l -> l.id, l -> State.of(l.async, now).name())));
    assertThat(Set.copyOf(inSql.values())).hasSize(State.values().length);
  }

  @Test
  void exactlyOneStateHoldsAtAnyTime() {
    assertThat(all)
        .allSatisfy(
            letter ->
                assertThat(State.values())
                    .filteredOn(state -> state.condition().test(letter.async, now))
                    .containsExactly(State.of(letter.async, now)));
  }

  @Test
  void aStateIsTheSameThroughJpa() {
    for (State state : State.values()) {
      agree(state.name(), state.condition(), AsyncableScopes.where(state.condition(), now));
    }
  }

  @Test
  void aScopeIsTheSameInJavaInSqlAndThroughJpa() {
    Map<Condition, Specification<Letter>> scopes =
        Map.ofEntries(
            Map.entry(AsyncableScopes.UNCONCLUDED, AsyncableScopes.unconcluded()),
            Map.entry(AsyncableScopes.UNEXPIRED, AsyncableScopes.unexpired()),
            Map.entry(AsyncableScopes.CANCELED, AsyncableScopes.canceled()),
            Map.entry(AsyncableScopes.PROCESSABLE, AsyncableScopes.processable(now)),
            Map.entry(AsyncableScopes.NEVER_ATTEMPTED, AsyncableScopes.neverAttempted()),
            Map.entry(
                AsyncableScopes.READY_FOR_RETRY,
                AsyncableScopes.previouslyAttemptedReadyForRetry(now)),
            Map.entry(AsyncableScopes.ATTEMPTABLE, AsyncableScopes.attemptable(now)),
            Map.entry(AsyncableScopes.REQUIRES_PROCESSING, AsyncableScopes.requiresProcessing(now)),
            Map.entry(
                AsyncableScopes.EXPIRED_WITHOUT_PROCESSING,
                AsyncableScopes.expiredWithoutProcessing()),
            Map.entry(
                AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED,
                AsyncableScopes.attemptedWithoutBeingSubmitted()),
            Map.entry(AsyncableScopes.WITH_ERROR, AsyncableScopes.withError()),
            Map.entry(AsyncableScopes.POTENTIALLY_STUCK, AsyncableScopes.potentiallyStuck(now)),
            Map.entry(AsyncableScopes.PROCESSED, AsyncableScopes.processed()),
            Map.entry(
                AsyncableScopes.PROCESSED_OR_CANCELED, AsyncableScopes.processedOrCanceled()));

    assertThat(scopes.keySet()).containsExactlyInAnyOrderElementsOf(everyCondition());
    scopes.forEach((condition, scope) -> agree(condition.toString(), condition, scope));
  }

  @Test
  void aScopeHoldsInTheStatesThatItsUsersMean() throws ReflectiveOperationException {
    List<String> lines = TABLE.lines().toList();
    List<State> states = Stream.of(lines.get(0).strip().split(" +")).map(State::valueOf).toList();
    assertThat(states).containsExactlyInAnyOrder(State.values());
    assertThat(lines).hasSize(everyCondition().size() + 1);
    for (String line : lines.subList(1, lines.size())) {
      String scope = line.split(" ")[0];
      Condition condition = (Condition) AsyncableScopes.class.getField(scope).get(null);
      String holds =
          states.stream().map(state -> holds(condition, state)).collect(Collectors.joining(" "));
      assertThat(scope + " " + holds).isEqualTo(line.replaceAll(" +", " "));
    }
  }

  private String holds(Condition condition, State state) {
    Set<Boolean> answers =
        all.stream()
            .filter(letter -> allowed.contains(letter.id))
            .filter(letter -> State.of(letter.async, now) == state)
            .map(letter -> condition.test(letter.async, now))
            .collect(Collectors.toSet());
    return answers.size() == 2 ? "o" : answers.contains(true) ? "+" : "-";
  }

  @Test
  void theListShowsWhatIsPotentiallyStuckWhateverItsOrder() {
    for (Order order : Order.values()) {
      assertThat(listed(Criteria.NONE, order))
          .as("%s", order)
          .isEqualTo(in(AsyncableScopes.POTENTIALLY_STUCK));
    }
  }

  /** Counts by state and the list that they lead to say the same, even of what a hand wrote. */
  @Test
  void theListOfAStateShowsAllThatIsInIt() {
    for (State state : EnumSet.range(State.EXPIRED, State.QUEUED)) {
      Criteria criteria = new Criteria(state, null, null, null, null, null);
      assertThat(listed(criteria, Order.OLDEST)).as("%s", state).isEqualTo(in(state.condition()));
    }
    Criteria scheduled = new Criteria(null, Cause.SCHEDULED, null, null, null, null);
    assertThat(listed(scheduled, Order.NEWEST)).isEqualTo(in(State.SCHEDULED.condition()));
  }

  /** Java says of each record what it needs, and the statements sort and count by the same. */
  @Test
  void theNeediestComeFirstAndAreCountedSo() {
    Selection selection =
        new Selection(
            List.of(new Part(types.named("Letter"), List.of())), Criteria.NONE, Order.NEEDIEST);
    List<RecordRow> rows = records.page(selection, null, COMBINATIONS, now);

    assertThat(rows).extracting(row -> Need.of(row, now)).isSorted().contains(Need.values());
    assertThat(records.needs(selection, COMBINATIONS, now))
        .isEqualTo(
            rows.stream()
                .collect(
                    Collectors.groupingBy(
                        row -> Need.of(row, now), Collectors.summingInt(row -> 1))));
  }

  /** Page by page as at once, whatever the order. */
  @Test
  void theEndOfAPageLeadsToTheNextOne() {
    for (Order order : Order.values()) {
      Selection selection =
          new Selection(List.of(new Part(types.named("Letter"), List.of())), Criteria.NONE, order);
      List<RecordRow> walked = new ArrayList<>();
      Position after = null;
      do {
        List<RecordRow> page = records.page(selection, after, 7, now);
        walked.addAll(page);
        after = page.size() < 7 ? null : Position.of(page.get(6), order, now);
      } while (after != null);

      assertThat(walked)
          .as("%s", order)
          .isEqualTo(records.page(selection, null, COMBINATIONS, now));
    }
  }

  private Set<UUID> listed(Criteria criteria, Order order) {
    List<Part> parts = List.of(new Part(types.named("Letter"), List.of()));
    return records.page(new Selection(parts, criteria, order), null, COMBINATIONS, now).stream()
        .map(row -> UUID.fromString(row.id()))
        .collect(Collectors.toSet());
  }

  private Set<UUID> in(Condition condition) {
    return ids(all.stream().filter(letter -> condition.test(letter.async, now)).toList());
  }

  @Test
  void theOldestSubmissionComesFirst() {
    List<Instant> submissions =
        letters
            .findAll(
                AsyncableScopes.<Letter>where(Condition.isSet(AsyncColumn.LAST_SUBMITTED_AT), now),
                oldestSubmittedFirst("async"))
            .stream()
            .map(letter -> letter.async.getLastSubmittedAt())
            .toList();

    assertThat(submissions).isSorted().hasSize(COMBINATIONS / 4 * 3);
  }

  private void agree(String name, Condition condition, Specification<Letter> throughJpa) {
    Set<UUID> inJava = in(condition);
    Set<UUID> inSql =
        Set.copyOf(
            jdbc.sql("select id from letter where " + condition.sql(this::column, ":now"))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());

    assertThat(inSql).as("%s in SQL", name).isEqualTo(inJava).isNotEmpty();
    assertThat(ids(letters.findAll(throughJpa))).as("%s through JPA", name).isEqualTo(inJava);
  }

  private static List<Condition> everyCondition() {
    return Arrays.stream(AsyncableScopes.class.getFields())
        .map(field -> (Condition) ReflectionUtils.getField(field, null))
        .toList();
  }

  private static Set<UUID> ids(List<Letter> letters) {
    return letters.stream().map(letter -> letter.id).collect(Collectors.toSet());
  }

  private String column(AsyncColumn column) {
    return types.named("Letter").table().column(column);
  }
}
