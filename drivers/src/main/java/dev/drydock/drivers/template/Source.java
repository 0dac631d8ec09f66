package dev.drydock.drivers.template;

/// The text of a template, and how Go complains about what stands in it.
record Source(String text, Dialect dialect) {
  /// A text that is no template.
  ///
  /// @param at where it was seen
  TemplateFailure unreadable(int at, String why) {
    return new TemplateFailure("template: %s:%d: %s".formatted(dialect.title(), line(at), why));
  }

  /// A template that does not fit.
  ///
  /// @param context what was looked at
  TemplateFailure unfit(int at, String context, String why) {
    int column = at - (before(at).lastIndexOf('\n') + 1);
    String title = dialect.title();
    return new TemplateFailure(
        "template: %s:%d:%d: executing \"%s\" at <%s>: %s"
            .formatted(title, line(at), column, title, context, why));
  }

  private long line(int at) {
    return 1 + before(at).chars().filter(c -> c == '\n').count();
  }

  private String before(int at) {
    return text.substring(0, Math.min(at, text.length()));
  }
}
