package io.duroxide.structure;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Dependencies point one way. The order below is the order of the rooms. */
class PackageDirectionTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.duroxide");

  @Test
  void packages_haveNoCycles() {
    assertThat(MAIN.size()).as("classes looked at").isGreaterThan(80);
    slices().matching("io.duroxide.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void packages_dependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy("io.duroxide")
        .layer("payload")
        .definedBy("io.duroxide.payload")
        .layer("history")
        .definedBy("io.duroxide.history")
        .layer("registry")
        .definedBy("io.duroxide.registry")
        .layer("coroutine")
        .definedBy("io.duroxide.coroutine")
        .layer("replay")
        .definedBy("io.duroxide.replay")
        .layer("provider")
        .definedBy("io.duroxide.provider")
        .layer("databases")
        .definedBy("io.duroxide.provider.(*)..")
        .layer("client")
        .definedBy("io.duroxide.client")
        .layer("execution")
        .definedBy("io.duroxide.runtime.execution")
        .layer("loop")
        .definedBy("io.duroxide.runtime.loop")
        .layer("orchestration")
        .definedBy("io.duroxide.runtime.orchestration")
        .layer("activity")
        .definedBy("io.duroxide.runtime.activity")
        .layer("runtime")
        .definedBy("io.duroxide.runtime")
        .whereLayer("runtime")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("client")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("databases")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("orchestration")
        .mayOnlyBeAccessedByLayers("runtime")
        .whereLayer("activity")
        .mayOnlyBeAccessedByLayers("runtime")
        .whereLayer("execution")
        .mayOnlyBeAccessedByLayers("orchestration")
        .whereLayer("replay")
        .mayOnlyBeAccessedByLayers("execution", "orchestration")
        .whereLayer("coroutine")
        .mayOnlyBeAccessedByLayers("execution", "orchestration")
        .check(MAIN);
  }

  @Test
  void replay_isPure() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("io.duroxide.replay")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio..",
            "java.sql..",
            "java.net..",
            "java.util.concurrent..",
            "org.slf4j..",
            "java.time.temporal..",
            "com.fasterxml..")
        .check(MAIN);
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("io.duroxide.replay")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(MAIN);
  }

  @Test
  void runtime_knowsNothingOfTelemetry() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.duroxide.telemetry..", "io.opentelemetry..")
        .check(MAIN);
  }
}
