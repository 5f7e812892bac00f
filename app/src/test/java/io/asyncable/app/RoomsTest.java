package io.asyncable.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.asyncable.app.system.ApiController;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestController;

/**
 * Every package directly below the application's is shared or a domain. Domains use what is shared
 * and never each other, so that a new one is new files only; it needs no mention here.
 */
class RoomsTest {

  private static final String APPLICATION = "io.asyncable.app";

  /** Each may use those before it. */
  private static final List<String> SHARED = List.of("system", "http", "csv");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(APPLICATION);

  /** That the first uses the second. */
  private record Arrow(String from, String to) {

    boolean isAllowed() {
      return SHARED.contains(to)
          && (!SHARED.contains(from) || SHARED.indexOf(to) < SHARED.indexOf(from));
    }
  }

  private static List<Arrow> arrows() {
    return CLASSES.stream()
        .flatMap(used -> used.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(APPLICATION + "."))
        .map(use -> new Arrow(part(use.getOriginClass()), part(use.getTargetClass())))
        .filter(arrow -> !arrow.from().equals(arrow.to()))
        .distinct()
        .toList();
  }

  /** The package directly below the application's that it is in. */
  private static String part(JavaClass one) {
    return one.getPackageName().replace(APPLICATION, "").replaceFirst("^\\.", "").split("\\.")[0];
  }

  @Test
  void domainsUseWhatIsSharedAndNeverEachOther() {
    assertThat(arrows())
        .contains(new Arrow("intake", "system"), new Arrow("csv", "system"))
        .allMatch(Arrow::isAllowed);
  }

  @Test
  void roomsOfADomainUseEachOtherOneWay() {
    slices().matching(APPLICATION + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** A room that grows beyond this holds more than one thing. */
  @Test
  void noRoomIsCrowded() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files.values()).isNotEmpty().allMatch(count -> count <= 30);
  }

  /**
   * A seventh collaborator is a second noun; records are values, whose parts are no collaborators.
   */
  @Test
  void nothingIsMadeOfMoreThanSix() {
    Stream<JavaCodeUnit> makers =
        CLASSES.stream()
            .filter(one -> !one.isRecord())
            .flatMap(one -> one.getCodeUnits().stream())
            .filter(unit -> unit.isConstructor() || unit.isAnnotatedWith(Bean.class));
    assertThat(makers).isNotEmpty().allMatch(unit -> unit.getRawParameterTypes().size() <= 6);
  }

  /** Or what goes wrong in one would not be told as everywhere. */
  @Test
  void controllersForProgramsSayThatTheyAre() {
    noClasses()
        .that()
        .areNotAnnotatedWith(ApiController.class)
        .and()
        .areNotAnnotations()
        .should()
        .beMetaAnnotatedWith(RestController.class)
        .check(CLASSES);
  }
}
