package dev.drydock.junit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The walls around this module; those of the others are held by the command line's tests.
class WallsTest {
  private static final JavaClasses OWN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.drydock.junit");

  @Test
  void of_the_project_it_uses_nothing_but_scenarios() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.drydock..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("dev.drydock.junit..", "dev.drydock.scenarios.."))))
        .check(OWN);
  }

  @Test
  void it_has_no_state_threads_or_reflection_of_its_own() {
    fields().that().areStatic().should().beFinal().check(OWN);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.lang.reflect..", "java.util.concurrent..")
                .or(DescribedPredicate.describe("threads", c -> c.isEquivalentTo(Thread.class))))
        .check(OWN);
  }
}
