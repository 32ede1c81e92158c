package dev.thplab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows of the design, held by the build: `sim <- runtime <- repl`, and what may not be used
/// where.
final class ArchitectureTest {
  private static final int MAX_LINES = 500;
  private static final List<String> MODULES = List.of("sim", "runtime", "scripts", "repl");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.thplab");

  @Test
  void everyModuleIsChecked() {
    for (String module : List.of("sim", "runtime", "repl")) {
      assertThat(CLASSES.stream().map(JavaClass::getPackageName))
          .anyMatch(name -> name.startsWith("dev.thplab." + module));
    }
  }

  @Test
  void simDependsOnTheJdkAlone() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.thplab.sim..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.thplab.sim..")));
  }

  @Test
  void simHasNoThreadsAndNoRandomnessOfItsOwn() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.thplab.sim..")
            .should()
            .dependOnClassesThat(
                named(
                        "java.lang.Thread",
                        "java.util.Random",
                        "java.util.concurrent.ThreadLocalRandom",
                        "java.security.SecureRandom",
                        "java.util.UUID")
                    .or(resideInAnyPackage("java.util.concurrent..")))
            .because("a run is a function of its input and seed; randomness is passed in"));
    check(simCallsNone("java.lang.Math", "random"));
  }

  @Test
  void simReadsNoClock() {
    check(simCallsNone("java.lang.System", "nanoTime", "currentTimeMillis"));
    check(simCallsNone("java.time.Instant", "now"));
    check(simCallsNone("java.time.Clock", "systemUTC", "systemDefaultZone"));
  }

  @Test
  void noResultOfSimHangsOnTheOrderOfAHashTable() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.thplab.sim..")
            .should()
            .dependOnClassesThat(
                named(
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.util.IdentityHashMap",
                    "java.util.WeakHashMap",
                    "java.util.Hashtable"))
            .because(
                "iteration order must be that of the input; LinkedHashMap and TreeMap have one"));
    for (Class<?> unordered : List.of(Map.class, Set.class)) {
      check(simCallsNone(unordered.getName(), "of", "ofEntries", "copyOf"));
    }
    check(simCallsNone("java.lang.System", "identityHashCode"));
  }

  @Test
  void runtimeKnowsNeitherTheShellNorItsLibraries() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.thplab.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.thplab.repl..", "org.jline..", "picocli.."));
  }

  @Test
  void onlyTheScriptPackageSeesPolyglot() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.thplab.runtime.script..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.graalvm..", "com.oracle.truffle.."));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.thplab.repl..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void onlyAMainEndsItsProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.thplab.repl.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.thplab.runtime.worker.WorkerMain")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void noSourceFileIsLongerThanFiveHundredLines() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<String> tooLong = new ArrayList<>();
    for (String module : MODULES) {
      Path sources = root.resolve(module).resolve("src");
      if (!Files.isDirectory(sources)) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(sources)) {
        for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
          int nrLines = Files.readAllLines(file).size();
          if (nrLines > MAX_LINES) {
            tooLong.add(root.relativize(file) + ": " + nrLines);
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static ArchRule simCallsNone(String owner, String... methods) {
    Set<String> names = Set.of(methods);
    return noClasses()
        .that()
        .resideInAPackage("dev.thplab.sim..")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                owner + "." + String.join("|", methods),
                (JavaAccess<?> access) ->
                    access.getTargetOwner().getName().equals(owner)
                        && names.contains(access.getTarget().getName())));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> set = Set.of(names);
    return DescribedPredicate.describe(
        "are one of " + String.join(", ", names), type -> set.contains(type.getName()));
  }
}
