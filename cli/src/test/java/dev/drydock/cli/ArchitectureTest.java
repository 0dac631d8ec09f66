package dev.drydock.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The walls between modules and packages, and what the model must not use.
class ArchitectureTest {
  private static final String CORE = "dev.drydock.core..";
  private static final String PCAP = "dev.drydock.pcap..";
  private static final String DRIVERS = "dev.drydock.drivers..";
  private static final String SCENARIOS = "dev.drydock.scenarios..";
  private static final String CLI = "dev.drydock.cli..";

  /// Each package of the core may use itself and those before it.
  private static final List<String> CORE_LAYERS =
      List.of(
          "sim",
          "frame",
          "wire",
          "observe",
          "qdisc",
          "device",
          "netfilter",
          "ip",
          "transport",
          "netns",
          "machine",
          "app");

  /// The rooms of the `docker` command, in the same way; what brings them together stands above.
  private static final List<String> DOCKER_ROOMS =
      List.of("client", "show", "network", "storage", "container", "swarm", "system", "compose");

  /// The rooms of the tools that show and change a namespace's network.
  private static final List<String> NET_ROOMS =
      List.of("iproute", "link", "route", "nettools", "ethtool", "ip");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.drydock");

  @ParameterizedTest
  @CsvSource({
    "dev.drydock.core.., dev.drydock.core..",
    "dev.drydock.pcap.., dev.drydock.pcap.. dev.drydock.core..",
    "dev.drydock.drivers.., dev.drydock.drivers.. dev.drydock.core..",
    "dev.drydock.cli.., dev.drydock.cli.. dev.drydock.scenarios..",
    "dev.drydock.scenarios..,"
        + " dev.drydock.scenarios.. dev.drydock.drivers.. dev.drydock.pcap.. dev.drydock.core..",
  })
  void a_module_uses_only_modules_below_it(String module, String allowed) {
    var known = resideInAnyPackage(allowed.split(" "));
    noClasses()
        .that(resideInAPackage(module))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.drydock..").and(not(known)))
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("coreLayers")
  void a_package_of_the_core_uses_only_packages_before_it(String layer) {
    int index = CORE_LAYERS.indexOf(layer);
    String[] later =
        CORE_LAYERS.subList(index + 1, CORE_LAYERS.size()).stream()
            .map(ArchitectureTest::corePackage)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(corePackage(layer))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  static List<String> coreLayers() {
    return CORE_LAYERS;
  }

  @ParameterizedTest
  @MethodSource("toolRooms")
  void a_room_of_the_tools_uses_only_rooms_before_it(ToolRoom room) {
    var known = resideInAnyPackage(room.allowed());
    noClasses()
        .that()
        .resideInAPackage(room.name())
        .should()
        .dependOnClassesThat(resideInAPackage(room.family() + "..").and(not(known)))
        .check(PRODUCTION);
  }

  static List<ToolRoom> toolRooms() {
    return Stream.concat(
            DOCKER_ROOMS.stream().map(room -> new ToolRoom("docker", room, DOCKER_ROOMS)),
            NET_ROOMS.stream().map(room -> new ToolRoom("net", room, NET_ROOMS)))
        .toList();
  }

  /// A room among those of its family, in their order.
  record ToolRoom(String of, String room, List<String> rooms) {
    String family() {
      return "dev.drydock.scenarios.tools." + of;
    }

    String name() {
      return family() + "." + room;
    }

    String[] allowed() {
      return rooms.subList(0, rooms.indexOf(room) + 1).stream()
          .map(each -> family() + "." + each)
          .toArray(String[]::new);
    }

    @Override
    public String toString() {
      return of + "." + room;
    }
  }

  @Test
  void no_packages_go_round_in_a_circle() {
    slices().matching("dev.drydock.(**)").should().beFreeOfCycles().check(PRODUCTION);
  }

  /// All but those that choose classes or lists by it.
  @Test
  void only_the_profile_of_an_engine_compares_versions() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.drydock.drivers.profile")
        .and()
        .haveNameNotMatching(".*\\.(Firewall|MaskedPaths|CliWords)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.drydock.drivers.profile.Generation")
        .check(PRODUCTION);
  }

  /// What differs in the command line is a question of the engine's `ClientProfile`.
  @Test
  void the_words_of_a_command_line_are_asked_for_and_not_compared() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.CliWords(\\$.*)?")
        .should()
        .accessFieldWhere(targetOwner(simpleName("CliWords")))
        .check(PRODUCTION);
  }

  private static String corePackage(String layer) {
    return "dev.drydock.core." + layer + "..";
  }

  @Test
  void every_class_stands_in_a_known_room() {
    String[] layers =
        CORE_LAYERS.stream().map(ArchitectureTest::corePackage).toArray(String[]::new);
    classes().that().resideInAPackage(CORE).should().resideInAnyPackage(layers).check(PRODUCTION);
    classes().should().resideInAnyPackage(CORE, PCAP, DRIVERS, SCENARIOS, CLI).check(PRODUCTION);
  }

  @Test
  void the_model_reads_no_wall_clock() {
    noModelClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethodWhere(
            describe(
                "asks for the present",
                call ->
                    call.getName().equals("now")
                        && call.getTargetOwner().isAssignableTo(TemporalAccessor.class)))
        .orShould()
        .dependOnClassesThat(belongToAnyOf(Clock.class, Date.class))
        .check(PRODUCTION);
  }

  @Test
  void the_model_draws_chance_only_from_its_seed() {
    noModelClasses()
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat(
            JavaClass.Predicates.assignableTo(Random.class) // SecureRandom is one
                .or(belongToAnyOf(SplittableRandom.class))
                .or(resideInAnyPackage("java.util.random..")))
        .orShould()
        .callMethod(System.class, "identityHashCode", Object.class)
        .check(PRODUCTION);
  }

  @Test
  void the_model_has_no_threads() {
    noModelClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent..")
                .and(not(belongToAnyOf(TimeUnit.class)))
                .or(belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class)))
        .orShould()
        .callMethod(Collection.class, "parallelStream")
        .orShould()
        .callMethodWhere(
            describe(
                "makes a stream parallel",
                call ->
                    call.getName().equals("parallel")
                        && call.getTargetOwner().isAssignableTo(BaseStream.class)))
        .check(PRODUCTION);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(CORE, DRIVERS)
        .should()
        .notHaveModifier(JavaModifier.SYNCHRONIZED)
        .check(PRODUCTION);
  }

  /// A run is a value; whether several are played at once is decided where nothing is modelled.
  @Test
  void only_the_command_line_plays_runs_at_once() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat(belongToAnyOf(Executor.class, Executors.class, Timer.class))
        .check(PRODUCTION);
  }

  @Test
  void the_model_has_no_hash_order() {
    noModelClasses()
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                HashMap.class,
                HashSet.class,
                Hashtable.class,
                IdentityHashMap.class,
                WeakHashMap.class))
        .check(PRODUCTION);
  }

  /// The iteration order of `Set.of` and `Map.copyOf` changes from one JVM to the next; that of a
  /// sorted or linked one does not.
  @Test
  void nothing_depends_on_the_random_order_of_immutable_sets_and_maps() {
    noModelClasses()
        .should()
        .callMethodWhere(
            describe("makes a set or map without order", ArchitectureTest::makesUnordered))
        .check(PRODUCTION);
  }

  private static boolean makesUnordered(JavaMethodCall call) {
    int parameters = call.getTarget().getRawParameterTypes().size();
    boolean takesAnOrderedMap = call.getName().equals("toMap") ? parameters == 4 : parameters == 3;
    if (isOn(call, Collectors.class)) {
      return List.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap").contains(call.getName())
          || (List.of("toMap", "groupingBy").contains(call.getName()) && !takesAnOrderedMap);
    }
    int parametersOfOneEntry = isOn(call, Set.class) ? 1 : 2;
    return (isOn(call, Set.class) || isOn(call, Map.class))
        && (List.of("copyOf", "ofEntries").contains(call.getName())
            || (call.getName().equals("of") && parameters > parametersOfOneEntry));
  }

  @Test
  void nothing_static_holds_state() {
    fields().that().areStatic().should().beFinal().check(PRODUCTION);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(describe("can change", ArchitectureTest::isMutable))
        .check(PRODUCTION);
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and()
        .haveRawType(describe("are arrays", JavaClass::isArray))
        .should()
        .bePrivate()
        .allowEmptyShould(true)
        .check(PRODUCTION);
  }

  private static boolean isMutable(JavaClass type) {
    boolean container = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return (container && !type.isInterface())
        || type.isAssignableTo(StringBuilder.class)
        || type.isAssignableTo(ThreadLocal.class)
        || type.getPackageName().equals("java.util.concurrent.atomic");
  }

  @Test
  void only_the_command_line_ends_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethodWhere(
            describe(
                "ends the process",
                call ->
                    isOn(call, Runtime.class) && List.of("exit", "halt").contains(call.getName())))
        .check(PRODUCTION);
  }

  @Test
  void nothing_is_wired_by_reflection() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.lang.reflect..").or(belongToAnyOf(ServiceLoader.class)))
        .orShould()
        .callMethodWhere(
            describe(
                "looks a class up by its name",
                call -> isOn(call, Class.class) && call.getName().equals("forName")))
        .check(PRODUCTION);
  }

  @Test
  void no_field_is_optional() {
    noFields().should().haveRawType(Optional.class).check(PRODUCTION);
  }

  private static GivenClassesConjunction noModelClasses() {
    return noClasses().that().resideInAnyPackage(CORE, DRIVERS);
  }

  private static boolean isOn(JavaMethodCall call, Class<?> owner) {
    return call.getTargetOwner().isEquivalentTo(owner);
  }
}
