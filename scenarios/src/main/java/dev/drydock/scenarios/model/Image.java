package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Located;
import java.util.List;

/// An entry of `images`.
public record Image(
    Located<String> name,
    List<Located<String>> tools,
    List<Located<ExposedPort>> expose,
    List<Serve> serve) {
  /// Copies the lists.
  public Image {
    tools = List.copyOf(tools);
    expose = List.copyOf(expose);
    serve = List.copyOf(serve);
  }
}
