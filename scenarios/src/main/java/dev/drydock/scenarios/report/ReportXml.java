package dev.drydock.scenarios.report;

import java.math.BigDecimal;
import java.util.List;

/// Reports as JUnit XML, the form that build servers read: a suite for each scenario, a case for
/// each step and each expectation. Times are virtual.
public final class ReportXml {
  private final StringBuilder xml =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");

  private ReportXml() {}

  /// The text, with a line end.
  public static String of(List<RunReport> reports) {
    ReportXml writer = new ReportXml();
    reports.forEach(writer::suite);
    return writer.xml.append("</testsuites>\n").toString();
  }

  private void suite(RunReport report) {
    int cases = report.steps().size() + report.expectations().size();
    open(1, "testsuite");
    attribute("name", report.header().scenario());
    attribute("tests", Integer.toString(cases));
    attribute("failures", Integer.toString(report.count(Status.FAILED)));
    attribute("errors", "0");
    attribute("skipped", Integer.toString(report.count(Status.SKIPPED)));
    attribute("time", seconds(report.header().endNanos()));
    xml.append(">\n");
    for (StepReport step : report.steps()) {
      begin(report, "step " + step.number() + ": " + step.command());
      attribute("time", seconds(step.endNanos() - step.startNanos()));
      xml.append(">\n");
      outcome(step.status(), String.join("; ", step.problems()));
      output("system-out", step.output().stdout());
      output("system-err", step.output().stderr());
      xml.append("    </testcase>\n");
    }
    for (ExpectationReport expectation : report.expectations()) {
      begin(report, "expect " + expectation.number() + ": " + expectation.claim());
      attribute("time", "0");
      xml.append(">\n");
      outcome(expectation.status(), expectation.reason());
      xml.append("    </testcase>\n");
    }
    xml.append("  </testsuite>\n");
  }

  private void begin(RunReport report, String name) {
    open(2, "testcase");
    attribute("classname", report.header().scenario());
    attribute("name", name);
  }

  private void outcome(Status status, String reason) {
    String element =
        switch (status) {
          case PASSED -> "";
          case FAILED -> "failure";
          case SKIPPED -> "skipped";
        };
    if (!element.isEmpty()) {
      open(3, element);
      attribute("message", reason);
      xml.append("/>\n");
    }
  }

  private void output(String element, String text) {
    if (!text.isEmpty()) {
      xml.append("      <").append(element).append('>');
      escaped(text);
      xml.append("</").append(element).append(">\n");
    }
  }

  private void open(int depth, String element) {
    xml.repeat("  ", depth).append('<').append(element);
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(name).append("=\"");
    escaped(value.replace('\n', ' '));
    xml.append('"');
  }

  /// XML 1.0 has no way to write most control characters; they become U+FFFD.
  private void escaped(String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '&' -> xml.append("&amp;");
            case '"' -> xml.append("&quot;");
            default -> xml.appendCodePoint(isAllowed(c) ? c : 0xfffd);
          }
        });
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0xd800)
        || (c >= 0xe000 && c != 0xfffe && c != 0xffff);
  }

  private static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
