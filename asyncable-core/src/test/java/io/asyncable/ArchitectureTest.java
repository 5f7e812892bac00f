package io.asyncable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;

/** Arrows between the packages run one way. */
class ArchitectureTest {

  /** Each may use those before it, and none after it. */
  private static final List<String> ORDER =
      List.of(
          "io.asyncable",
          "io.asyncable.start",
          "io.asyncable.text",
          "io.asyncable.database",
          "io.asyncable.type",
          "io.asyncable.move",
          "io.asyncable.search",
          "io.asyncable.describe",
          "io.asyncable.worker",
          "io.asyncable.statistics",
          "io.asyncable.queue",
          "io.asyncable.guard",
          "io.asyncable.observe",
          "io.asyncable.submit",
          "io.asyncable.run",
          "io.asyncable.kafka",
          "io.asyncable.sweep",
          "io.asyncable.job.batch",
          "io.asyncable.job.keep",
          "io.asyncable.job",
          "io.asyncable.schedule",
          "io.asyncable.job.read",
          "io.asyncable.health",
          "io.asyncable.access",
          "io.asyncable.audit",
          "io.asyncable.explain",
          "io.asyncable.alert",
          "io.asyncable.inbox",
          "io.asyncable.note",
          "io.asyncable.operate",
          "io.asyncable.bulk",
          "io.asyncable.web",
          "io.asyncable.web.section",
          "io.asyncable.web.glossary",
          "io.asyncable.web.audit",
          "io.asyncable.web.record",
          "io.asyncable.web.payload",
          "io.asyncable.web.inbox",
          "io.asyncable.web.cluster",
          "io.asyncable.web.schedule",
          "io.asyncable.web.report",
          "io.asyncable.web.job",
          "io.asyncable.web.bulk");

  /** SQL that looks for words in a text. */
  private static final Pattern SEARCHED =
      Pattern.compile("(?i)\\b(i?like|similar to) '|!?~~?\\*? '|\\bregexp_");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new DoNotIncludeJars())
          .importPackages("io.asyncable")
          .that(not(resideInAnyPackage("io.asyncable.migrations..")));

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void noPackageUsesOneAfterIt() {
    for (int place = 0; place < ORDER.size() - 1; place++) {
      String[] later = ORDER.subList(place + 1, ORDER.size()).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ORDER.get(place))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(CLASSES);
    }
  }

  /** Elsewhere nothing would ask for the permission of a controller's method. */
  @Test
  void controllersAreInRoomsOfTheWeb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.asyncable.web..")
        .should()
        .beMetaAnnotatedWith(Controller.class)
        .check(CLASSES);
  }

  /** A room that grows beyond this holds more than one thing. */
  @Test
  void noRoomIsCrowded() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files.values()).allMatch(count -> count <= 30);
  }

  /** A class that needs a seventh holds more than one thing. Records hold values. */
  @Test
  void nothingIsMadeOfMoreThanSix() {
    assertThat(
            CLASSES.stream()
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isAnonymousClass())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.isConstructor() || unit.isAnnotatedWith(Bean.class))
                .filter(unit -> unit.getRawParameterTypes().size() > 6)
                .map(ArchitectureTest::nameOf))
        .isEmpty();
  }

  /** Why a record is where it is stands in its columns, and whoever words a text may reword it. */
  @Test
  void noTextTellsWhyARecordIsWhereItIs() throws IOException {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.asyncable.move",
            "io.asyncable.sweep",
            "io.asyncable.explain",
            "io.asyncable.alert",
            "io.asyncable.inbox")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Pattern.class)
        .orShould()
        .callMethodWhere(
            target(owner(equivalentTo(String.class)))
                .and(target(nameMatching("startsWith|endsWith|contains|matches|indexOf|split"))))
        .check(CLASSES);

    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(sources.filter(Files::isRegularFile))
          .allSatisfy(source -> assertThat(source).content().doesNotContainPattern(SEARCHED));
    }
  }

  private static String nameOf(JavaCodeUnit unit) {
    String owner = unit.getOwner().getName();
    return unit.isConstructor() ? owner : owner + "." + unit.getName();
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.asyncable.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
