package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.drivers.template.Dialect;
import dev.drydock.drivers.template.GoType;
import dev.drydock.drivers.template.GoValue;
import dev.drydock.drivers.template.Template;
import dev.drydock.drivers.template.Template.Mode;
import dev.drydock.drivers.template.TemplateFailure;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands behind `--format`, with docker's words around Go's complaints.
public final class GoTemplate {
  /// What `docker inspect` ends with where a template is none.
  private static final int NO_TEMPLATE = 64;

  private static final String COMPLAINT = "template parsing error: ";

  private final Template template;

  private GoTemplate(Template template) {
    this.template = template;
  }

  /// Reads a template as `inspect`, `info`, `version` and `events` do.
  ///
  /// @throws Failure with docker's words where it is none
  public static GoTemplate parse(String format) throws Failure {
    try {
      return new GoTemplate(Template.parse(format, Dialect.CLIENT));
    } catch (TemplateFailure e) {
      throw failure(e, NO_TEMPLATE);
    }
  }

  /// Reads a template as listings do: they first make tabs and line ends of `\\t` and `\\n`
  /// wherever they stand (docker/cli `formatter.Format.templateString`).
  public static GoTemplate ofRows(String format) throws Failure {
    String trimmed = format.replaceAll("^ +| +$", "");
    try {
      return new GoTemplate(
          Template.parse(trimmed.replace("\\t", "\t").replace("\\n", "\n"), Dialect.CLIENT));
    } catch (TemplateFailure e) {
      throw failure(e, 1);
    }
  }

  /// What the template makes of a value, whose type follows from what it is.
  public String apply(@Nullable Object value) throws Failure {
    return applied(GoValue.of(value), Mode.PLAIN);
  }

  /// What the template makes of a row of a listing.
  ///
  /// @param type Go's name of its type, for complaints about fields that it does not have
  public String row(Map<String, @Nullable Object> row, String type) throws Failure {
    return applied(new GoValue(GoType.ofRow(type, row), row), Mode.PLAIN);
  }

  /// What the template makes of a value of a type, and of nothing else.
  public String typed(GoValue value) throws Failure {
    return applied(value, Mode.PLAIN);
  }

  /// The head line of a table of such rows.
  ///
  /// @param heads field → what stands above it
  String heading(Map<String, @Nullable Object> heads) throws Failure {
    return applied(GoValue.of(heads), Mode.HEADING);
  }

  /// What the template makes of something inspected: of the type that Docker's client has for it
  /// and, where that lacks something, of the JSON that came (docker/cli
  /// `cli/command/inspect/inspector.go`).
  ///
  /// @throws Failure where neither has what is wanted
  String inspect(@Nullable Object value, GoType type) throws Failure {
    try {
      return template.apply(new GoValue(type, value), Mode.PLAIN);
    } catch (TemplateFailure e) {
      return applied(new GoValue(GoType.RAW, value), Mode.STRICT);
    }
  }

  private String applied(GoValue value, Mode mode) throws Failure {
    try {
      return template.apply(value, mode);
    } catch (TemplateFailure e) {
      throw failure(e, 1);
    }
  }

  private static Failure failure(TemplateFailure e, int status) {
    return new Failure(COMPLAINT + e.why(), status);
  }

  /// A complaint about a template without docker's words around it.
  public static String why(Failure failure) {
    return String.valueOf(failure.getMessage()).replaceFirst("^" + COMPLAINT, "");
  }
}
