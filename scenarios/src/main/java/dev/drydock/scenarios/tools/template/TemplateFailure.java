package dev.drydock.scenarios.tools.template;

/// A text that is no template, or a template that does not fit what it is applied to; the message
/// is Go's, from `template:` on.
public final class TemplateFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean parsing;

  TemplateFailure(String message, boolean parsing) {
    super(message);
    this.parsing = parsing;
  }

  /// Whether the text is no template at all.
  public boolean isParsing() {
    return parsing;
  }

  /// What is wrong.
  public String why() {
    return String.valueOf(getMessage());
  }
}
