package io.asyncable.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncable.ConfigurationProblem;
import io.asyncable.Permission;
import io.asyncable.access.AccessSettings.Grants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewerTest {

  private static final Grants NOBODY = new Grants(Set.of(), Set.of(), Set.of(), Map.of());
  private static final AccessSettings SETTINGS =
      new AccessSettings(
          false,
          Set.of("operator"),
          Set.of("viewer"),
          Set.of("own"),
          Map.of(Permission.of("re_try"), Set.of("helpdesk")),
          Map.of(
              "Invoice",
              new Grants(Set.of("clerk"), Set.of("operator"), Set.of(), Map.of()),
              "Secret",
              NOBODY));

  private static final KnownPermissions KNOWN =
      new KnownPermissions(List.of(new Permission("dispatch-parcels", false)));

  static Stream<String> words() {
    return Permission.OF_LIBRARY.stream().map(Permission::word);
  }

  private static Viewer with(String authority) {
    return new Viewer("somebody", Set.of(authority), SETTINGS, KNOWN);
  }

  @ParameterizedTest
  @MethodSource("words")
  void eachPresetAllowsWhatItSays(String permission) {
    assertThat(with("operator").may(permission, "Parcel")).isTrue();
    assertThat(with("viewer").may(permission, "Parcel"))
        .isEqualTo(Permission.VIEWER.contains(permission));
    assertThat(with("own").may(permission, "Parcel")).isFalse();
    assertThat(with("own").may(permission, "Parcel", "somebody"))
        .isEqualTo(Permission.OWN.contains(permission));
    assertThat(with("own").may(permission, "Parcel", "else")).isFalse();
    assertThat(with("own").may(permission, "Parcel", null)).isFalse();
    assertThat(with("helpdesk").may(permission, "Parcel"))
        .isEqualTo(permission.equals(Permission.RETRY));
    assertThat(with("none").mayToSome(permission)).isFalse();
  }

  @Test
  void theSettingsOfATypeHoldInPlaceOfTheGeneralOnes() {
    assertThat(with("operator").may(Permission.RESTART, "Invoice")).isFalse();
    assertThat(with("operator").may(Permission.VIEW_RECORD, "Invoice")).isTrue();
    assertThat(with("clerk").may(Permission.RESTART, "Invoice")).isTrue();
    assertThat(with("clerk").may(Permission.VIEW_RECORD, "Parcel")).isFalse();
    assertThat(with("operator").may(Permission.VIEW_LIST, "Secret")).isFalse();
    assertThat(with("operator").mayToAll(Permission.VIEW_LIST, List.of("Parcel", "Secret")))
        .isFalse();
    assertThat(with("own").may(Permission.VIEW_RECORD, "Invoice", "somebody")).isFalse();
  }

  @Test
  void whoMayAnythingToRecordsOfATypeKnowsOfIt() {
    assertThat(with("helpdesk").knows("Parcel")).isTrue();
    assertThat(with("own").knows("Parcel")).isTrue();
    assertThat(with("clerk").knows("Invoice")).isTrue();
    assertThat(with("clerk").knows("Parcel")).isFalse();
    assertThat(with("own").knows("Invoice")).isFalse();
    assertThat(with("operator").knows("Secret")).isFalse();
  }

  @Test
  void whatConcernsNoTypeIsGrantedInGeneralOnly() {
    assertThat(with("clerk").may(Permission.RESTART)).isTrue();
    assertThat(Permission.OF_NO_TYPE).noneMatch(with("clerk")::may).allMatch(with("operator")::may);
  }

  @Test
  void theWordOfAFeatureIsGrantedAsTheFeatureSays() {
    assertThat(with("operator").may("dispatch-parcels")).isTrue();
    assertThat(with("clerk").may("dispatch-parcels")).isFalse();
    assertThat(with("viewer").may("dispatch-parcels")).isFalse();
  }

  @Test
  void aWordThatNobodyBringsIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("operator").may("Parcel", Permission.RETRY))
        .withMessageStartingWith("There is no permission 'Parcel'. Use one of bulk, cancel, ");
    assertThatIllegalStateException()
        .isThrownBy(() -> new KnownPermissions(List.of(new Permission("VIEW_LIST", true))))
        .withMessageStartingWith("There are two permissions 'VIEW_LIST'");
  }

  /** As by a variable of the environment, of which no name is refused before. */
  @Test
  void settingsThatGrantWhatThereIsNotStopTheStart() {
    Grants unknown =
        new Grants(Set.of(), Set.of(), Set.of(), Map.of(Permission.of("view-eror"), Set.of("a")));
    AccessSettings settings =
        new AccessSettings(
            false, Set.of("operator"), Set.of(), Set.of(), Map.of(), Map.of("Invoice", unknown));
    assertThatExceptionOfType(ConfigurationProblem.class)
        .isThrownBy(() -> KNOWN.require(settings))
        .withMessageStartingWith(
            "asyncable.web.access.types.Invoice.permissions.view-eror: there is no permission");
    KNOWN.require(SETTINGS);
  }
}
