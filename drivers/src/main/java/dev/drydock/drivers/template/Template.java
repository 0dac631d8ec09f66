package dev.drydock.drivers.template;

import java.util.List;

/// A template of Go's text/template: fields, `range` with `break` and `continue`, `if`, `with`,
/// `else`, variables, pipes and the functions of [Functions]; no templates within templates.
public final class Template {
  private final Source source;
  private final List<Syntax> parts;

  private Template(Source source, List<Syntax> parts) {
    this.source = source;
    this.parts = parts;
  }

  /// How a template is applied.
  public enum Mode {
    /// A missing key of a map is no value (`missingkey=default`).
    PLAIN,
    /// A missing key of a map is an error (`missingkey=error`).
    STRICT,
    /// It makes the head of a table, whose names functions leave as they are.
    HEADING
  }

  /// Reads a template.
  ///
  /// @throws TemplateFailure where the text is none
  public static Template parse(String text, Dialect dialect) throws TemplateFailure {
    Source source = new Source(text, dialect);
    return new Template(source, Parser.parse(source));
  }

  /// What it makes of a value.
  ///
  /// @throws TemplateFailure where the value does not have what is asked for
  public String apply(GoValue value, Mode mode) throws TemplateFailure {
    return new Execution(source, mode).run(parts, value);
  }
}
