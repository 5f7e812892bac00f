package io.asyncable.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivedNameTest {
  @Test
  void joinsShortNames() {
    assertThat(name("claims", "due_at")).isEqualTo("claims__due_at_idx");
  }

  @Test
  void keepsApartWhatJoiningWouldMix() {
    assertThat(name("request", "issue_due_at")).isNotEqualTo(name("request_issue", "due_at"));
    assertThat(name("request", "_due_at")).isNotEqualTo(name("request_", "due_at"));
    assertThat(name("a__b", "c")).isNotEqualTo(name("a", "b__c"));
  }

  @Test
  void shortensToWhatPostgresKeeps() {
    var long1 = name("t".repeat(63), "establishment_last_submitted_at");
    var long2 = name("t".repeat(63), "decision_last_submitted_at");
    assertThat(long1).hasSize(63).startsWith("ttt").isNotEqualTo(long2);
    assertThat(long1).isEqualTo(name("t".repeat(63), "establishment_last_submitted_at"));
  }

  @Test
  void countsBytesAndCutsNoCharacterApart() {
    var name = name("😀".repeat(20), "due_at");
    assertThat(DerivedName.bytes(name)).isBetween(58, 63);
    assertThat(name.codePoints().filter(c -> c == "😀".codePointAt(0)).count()).isEqualTo(13);
  }

  @Test
  void keepsNamesThatJustFit() {
    var table = "t".repeat(63 - "__due_at_idx".length());
    assertThat(name(table, "due_at")).isEqualTo(table + "__due_at_idx");
    assertThat(name(table + "t", "due_at")).hasSize(63).doesNotEndWith("_idx");
  }

  private static String name(String table, String column) {
    return new DerivedName(table, column, "idx").value();
  }
}
