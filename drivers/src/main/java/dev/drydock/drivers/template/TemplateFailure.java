package dev.drydock.drivers.template;

/// A text that is no template, or a template that does not fit what it is applied to; the message
/// is Go's, from `template:` on.
public final class TemplateFailure extends Exception {
  private static final long serialVersionUID = 1;

  TemplateFailure(String message) {
    super(message);
  }

  /// What is wrong.
  public String why() {
    return String.valueOf(getMessage());
  }
}
