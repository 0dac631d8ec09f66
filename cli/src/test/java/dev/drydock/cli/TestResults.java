package dev.drydock.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What the last test run of a module reported.
///
/// @param notPassed `Class.method` (nested classes as `Outer.Inner.method`) of every test that was
///   skipped or failed
record TestResults(Set<String> notPassed) {
  static final TestResults NONE = new TestResults(Set.of());

  private static final Pattern DISABLED = Pattern.compile("@Disabled\\b.*");

  static TestResults ofModule(Path module) {
    Set<String> notPassed = new HashSet<>();
    for (Path report : SourceTree.under(module.resolve("target/surefire-reports"))) {
      if (report.getFileName().toString().matches("TEST-.*\\.xml")) {
        addFrom(report, notPassed);
      }
    }
    return new TestResults(notPassed);
  }

  private static void addFrom(Path report, Set<String> notPassed) {
    try {
      var document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
      var cases = document.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        var test = (Element) cases.item(i);
        boolean passed =
            Set.of("failure", "error", "skipped").stream()
                .allMatch(outcome -> test.getElementsByTagName(outcome).getLength() == 0);
        if (!passed) {
          String type = test.getAttribute("classname");
          // A parameterised test is reported as name(int)[1].
          String name = test.getAttribute("name").replaceFirst("\\W.*", "");
          notPassed.add(type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + name);
        }
      }
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(report.toString(), e);
    }
  }

  /// Whether nothing says that this test does not pass.
  boolean mayHavePassed(JavaSource.Method test) {
    return !notPassed.contains(test.type() + "." + test.name())
        && test.annotations().stream().noneMatch(text -> DISABLED.matcher(text).matches());
  }
}
