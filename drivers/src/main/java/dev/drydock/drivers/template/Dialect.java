package dev.drydock.drivers.template;

/// Who reads a template: the name that it has in complaints, and the functions besides Go's own.
public enum Dialect {
  /// The command line (docker/cli `templates/templates.go`).
  CLIENT("", "json:a split:ss join:as title:s lower:s upper:s pad:sii truncate:si"),

  /// A manager or an agent of a swarm (swarmkit `template/template.go`).
  EXPANSION("expansion", "join:s+");

  private final String title;
  private final String functions;

  Dialect(String title, String functions) {
    this.title = title;
    this.functions = functions;
  }

  /// The name in complaints.
  String title() {
    return title;
  }

  /// Its functions as [Functions] reads them.
  String functions() {
    return functions;
  }
}
