package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of docs/style.md that a program can hold. A failure lists every offender.
class TidyTest {
  private static final int FILE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 70;
  private static final int PARAMETERS_MAX = 4;
  private static final int COLUMNS_MAX = 100;

  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base)|Abstract.*");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TOD[O]|FIXM[E]|XX[X])\\b");

  /// A folder that exists on one person's machine only.
  private static final Pattern PRIVATE_PATH =
      Pattern.compile("(?<![\\w.])(/home/\\w+/|/Users/\\w+|/work[/]|[A-Z]:\\\\Users)");

  private static final Set<String> BINARY =
      Set.of("pcap", "pcapng", "png", "jpg", "gif", "ico", "jar", "gz", "zip", "bin");

  private static final SourceTree TREE = SourceTree.current();
  private static final List<JavaSource> SOURCES = JavaSource.parse(TREE, TREE.javaFiles());
  private static final List<JavaSource> PRODUCTION =
      SOURCES.stream().filter(source -> source.name().contains("/src/main/")).toList();

  @Test
  void a_file_has_fewer_than_500_lines() {
    assertNone(
        SOURCES.stream()
            .filter(source -> source.text().lines().count() >= FILE_LINES_MAX)
            .map(source -> source.name() + ": " + source.text().lines().count() + " lines"));
  }

  @Test
  void a_method_has_at_most_70_lines() {
    assertNone(methods(SOURCES, method -> method.lines() > METHOD_LINES_MAX));
  }

  @Test
  void a_method_takes_at_most_4_parameters() {
    assertNone(methods(PRODUCTION, method -> method.parameters() > PARAMETERS_MAX));
  }

  @Test
  void a_line_of_production_code_has_at_most_100_columns() {
    assertNone(PRODUCTION.stream().flatMap(source -> lines(source, TidyTest::isTooWide)));
  }

  @Test
  void a_type_has_a_name_that_says_something() {
    assertNone(
        SOURCES.stream()
            .flatMap(source ->
                source.types().stream()
                    .filter(type -> VAGUE_NAME.matcher(type).matches())
                    .map(type -> source.name() + ": " + type)));
  }

  @Test
  void nothing_is_left_for_later() {
    assertNone(SOURCES.stream().flatMap(source -> lines(source, UNFINISHED.asPredicate())));
  }

  @Test
  void a_package_says_what_it_is_and_is_null_marked() {
    var folders = new TreeSet<Path>();
    TREE.javaFiles().forEach(file -> folders.add(file.getParent()));
    assertNone(folders.stream().filter(folder -> !isDescribed(folder)).map(TREE::name));
  }

  @Test
  void nothing_names_a_folder_of_a_private_machine() {
    assertNone(
        TREE.allFiles().stream()
            .filter(file -> !BINARY.contains(SourceTree.extension(file)))
            .flatMap(
                file -> lines(TREE.name(file), SourceTree.text(file), PRIVATE_PATH.asPredicate())));
  }

  @Test
  void a_resource_is_used() {
    var all = new StringBuilder();
    SOURCES.forEach(source -> all.append(source.text()));
    String sources = all.toString();
    assertNone(
        TREE.resourceFolders().stream()
            .flatMap(folder ->
                SourceTree.under(folder).stream()
                    .filter(file -> !isUsed(folder.relativize(file), sources))
                    .map(TREE::name)));
  }

  /// A resource is used when its file name, or the path of one of its folders, stands in a source.
  /// Notes on where a recording comes from need no user.
  private static boolean isUsed(Path resource, String sources) {
    String path = resource.toString().replace('\\', '/');
    return path.startsWith("META-INF/")
        || path.endsWith(".md")
        || sources.contains(path.substring(path.lastIndexOf('/') + 1))
        || IntStream.range(0, path.length())
            .filter(i -> path.charAt(i) == '/')
            .mapToObj(i -> path.substring(0, i))
            .anyMatch(f -> sources.contains("\"" + f) || sources.contains("\"/" + f));
  }

  /// A package of tests alone needs its own package-info; one that adds tests to a production
  /// package does not.
  private static boolean isDescribed(Path folder) {
    Path twin = TREE.root().resolve(TREE.name(folder).replace("/src/test/", "/src/main/"));
    return Stream.of(folder, twin)
        .map(candidate -> candidate.resolve("package-info.java"))
        .anyMatch(info -> Files.exists(info) && SourceTree.text(info).contains("@NullMarked"));
  }

  private static boolean isTooWide(String line) {
    boolean cannotBreak = line.startsWith("import ") || line.contains("http");
    return line.length() > COLUMNS_MAX && !cannotBreak;
  }

  private static Stream<String> methods(
      List<JavaSource> sources, Predicate<JavaSource.Method> offends) {
    return sources.stream()
        .flatMap(source ->
            source.methods().stream().filter(offends).map(method -> source.name() + ":" + method));
  }

  private static Stream<String> lines(JavaSource source, Predicate<String> offends) {
    return lines(source.name(), source.text(), offends);
  }

  private static Stream<String> lines(String name, String text, Predicate<String> offends) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> offends.test(lines.get(i)))
        .mapToObj(i -> name + ":" + (i + 1) + ": " + lines.get(i).strip());
  }

  private static void assertNone(Stream<String> offenders) {
    assertEquals("", String.join("\n", offenders.toList()));
  }
}
