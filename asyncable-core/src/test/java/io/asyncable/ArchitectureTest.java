package io.asyncable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

/** Arrows between the packages run one way. */
class ArchitectureTest {

  /** Each may use those before it, and none after it. */
  private static final List<String> ORDER =
      List.of(
          "io.asyncable",
          "io.asyncable.start",
          "io.asyncable.record",
          "io.asyncable.worker",
          "io.asyncable.statistics",
          "io.asyncable.queue",
          "io.asyncable.dispatch",
          "io.asyncable.sweep",
          "io.asyncable.health",
          "io.asyncable.access",
          "io.asyncable.explain",
          "io.asyncable.alert",
          "io.asyncable.audit",
          "io.asyncable.message",
          "io.asyncable.note",
          "io.asyncable.act",
          "io.asyncable.bulk",
          "io.asyncable.web");

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
  void controllersAreWhereTheGateGuardsThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.asyncable.web")
        .should()
        .beMetaAnnotatedWith(Controller.class)
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.asyncable.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
