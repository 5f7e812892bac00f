package io.asyncable.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.test.SecuredTest;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** For how long, and in the end how often, each type of claims intake is tried. */
@SecuredTest
class PolicyTest {

  private final ProcessTypes types;
  private final Policies policies;

  PolicyTest(@Autowired ProcessTypes types, @Autowired Policies policies) {
    this.types = types;
    this.policies = policies;
  }

  @ParameterizedTest
  @CsvSource({
    "HigherLevelReview, P4D, PT3H",
    "SupplementalClaim, P4D, PT3H",
    "Appeal, P4D, PT3H",
    "RequestIssuesUpdate, P4D, PT3H",
    "DecisionDocument, P4D, PT3H",
    "TaskTimer, P4D, PT3H",
    "veteran.refresh, P4D, PT3H",
    "veteran.refresh-all, P4D, PT3H",
    "RequestIssue, P30D, PT12H",
    "BoardGrantEffectuation, P4D, PT12H"
  })
  void aTypeIsTriedForAsLongAndAsOftenAsInCaseflow(String type, Duration window, Duration retry) {
    Policy policy = policy(type);

    assertThat(policy.window()).isEqualTo(window);
    assertThat(policy.maxRetryInterval()).isEqualTo(retry);
    assertThat(policy.backoff(100)).isBetween(retry, retry.multipliedBy(11).dividedBy(10));
    assertThat(policy.maxFailures()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"RequestIssue", "BoardGrantEffectuation"})
  void decisionsAreNotAskedForSooner(String type) {
    assertThat(policy(type).backoff(1)).isEqualTo(Duration.ofHours(12));
    assertThat(policy(type).sweepLimit()).isEqualTo(100);
  }

  @Test
  void theseAreAllTypesOfIntake() {
    assertThat(types.all().stream().filter(type -> type.entity().getName().contains(".intake.")))
        .hasSize(8);
  }

  private Policy policy(String type) {
    return policies.of(types.named(type));
  }
}
