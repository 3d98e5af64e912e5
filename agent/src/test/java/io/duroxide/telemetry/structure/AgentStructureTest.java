package io.duroxide.telemetry.structure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The border between what instrumented code sees and what it does not is a border of packages. */
class AgentStructureTest {

  private static final String OWN = "io.duroxide.telemetry";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(OWN);

  @Test
  void packages_haveNoCycles() {
    assertThat(MAIN.size()).as("classes looked at").isGreaterThan(80);
    slices().matching(OWN + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void bootstrap_knowsOnlyTheJdk() {
    classes()
        .that(resideInAPackage(OWN + ".bootstrap"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", OWN + ".bootstrap"))
        .check(MAIN);
  }

  @Test
  void onlyAdvice_knowsTheEngine() {
    noClasses()
        .that(not(resideInAPackage(OWN + ".advice")))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.duroxide..").and(not(resideInAPackage(OWN + ".."))))
        .check(MAIN);
  }

  @Test
  void advice_callsOnlyTheBridge() {
    noClasses()
        .that(resideInAPackage(OWN + ".advice"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(OWN + "..")
                .and(not(resideInAnyPackage(OWN + ".bootstrap", OWN + ".advice"))))
        .check(MAIN);
  }

  @Test
  void metrics_knowNeitherExportersNorWeaving() {
    noClasses()
        .that(resideInAnyPackage(OWN + ".metrics", OWN + ".config"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(OWN + ".export", OWN + ".install", "net.bytebuddy.."))
        .check(MAIN);
  }
}
