package dev.drydock.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What the rules of style ask about one Java file: its types and its methods.
///
/// @param types simple names, nested ones included
/// @param methods methods and constructors, those of nested types included
record JavaSource(String name, String text, List<String> types, List<Method> methods) {
  private static final Pattern TEST =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*");

  /// One method or constructor.
  ///
  /// @param lines from its first annotation or modifier to its closing brace; a doc comment does
  ///   not count
  /// @param parameters a leading (`byte[]`, `int` offset), as the header codecs take, counts as
  ///   one; a compact constructor has none
  /// @param annotations its own and those of the types around it, as written: `@Tag("S020")`
  record Method(
      String type, String name, int line, int lines, int parameters, List<String> annotations) {
    boolean isTest() {
      return annotations.stream().anyMatch(text -> TEST.matcher(text).matches());
    }
  }

  /// Parses files; a file that does not parse is a file that does not compile, which is not
  /// reported here.
  static List<JavaSource> parse(List<JavaFileObject> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask) compiler.getTask(null, null, ignored -> {}, List.of("-proc:none"), null, files);
    var positions = Trees.instance(task).getSourcePositions();
    List<JavaSource> sources = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        var scanner = new MethodScanner(unit, positions);
        scanner.scan(unit, new Scope("", List.of()));
        String name = unit.getSourceFile().getName();
        String text = unit.getSourceFile().getCharContent(true).toString();
        sources.add(new JavaSource(name, text, scanner.types, scanner.methods));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  static List<JavaSource> parse(SourceTree tree, Collection<Path> files) {
    return parse(
        files.stream()
            .<JavaFileObject>map(file -> new Text(tree.name(file), SourceTree.text(file)))
            .toList());
  }

  /// Java text under a file name.
  static final class Text extends SimpleJavaFileObject {
    private final String text;
    private final String path;

    Text(String path, String text) {
      super(URI.create("source:///" + path), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public String getName() {
      return path;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /// The type that a method stands in.
  private record Scope(String type, List<String> annotations) {
    Scope with(ClassTree inner) {
      String name = inner.getSimpleName().toString();
      return new Scope(
          type.isEmpty() ? name : type + "." + name, joined(annotations, inner.getModifiers()));
    }

    static List<String> joined(List<String> outer, ModifiersTree inner) {
      return Stream.concat(outer.stream(), inner.getAnnotations().stream().map(Tree::toString))
          .toList();
    }
  }

  private static final class MethodScanner extends TreeScanner<@Nullable Void, Scope> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();

    MethodScanner(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Scope outer) {
      if (!type.getSimpleName().isEmpty()) {
        types.add(type.getSimpleName().toString());
      }
      return super.visitClass(type, outer.with(type));
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Scope scope) {
      int first = line(positions.getStartPosition(unit, method));
      int last = line(positions.getEndPosition(unit, method));
      methods.add(
          new Method(
              scope.type(),
              method.getName().toString(),
              first,
              last - first + 1,
              parameters(method),
              Scope.joined(scope.annotations(), method.getModifiers())));
      return super.visitMethod(method, scope);
    }

    private int parameters(MethodTree method) {
      long start = positions.getStartPosition(unit, method);
      if (method.getParameters().stream()
          .anyMatch(parameter -> positions.getStartPosition(unit, parameter) < start)) {
        return 0; // a compact constructor, whose parameters stand in the record's header
      }
      var types = method.getParameters().stream().map(p -> p.getType().toString()).toList();
      boolean startsWithPosition =
          types.size() > 1 && types.subList(0, 2).equals(List.of("byte[]", "int"));
      return startsWithPosition ? types.size() - 1 : types.size();
    }

    private int line(long position) {
      LineMap lines = unit.getLineMap();
      return (int) lines.getLineNumber(position);
    }
  }
}
