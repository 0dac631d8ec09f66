package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.List;

/// An image: a label that chooses a workload and the tools found inside.
///
/// @param name as written in the file, or the catalogue's short name
/// @param tools flavours, first wins for a command that several have: `busybox`, `iputils` …
/// @param expose ports of the image's `EXPOSE`
/// @param serve servers its containers run
/// @param besides flavours that are there beside programs of which nothing is known; empty where
///   `tools` says all
public record ImagePlan(
    String name,
    List<String> tools,
    List<ExposedPort> expose,
    List<Serve> serve,
    List<String> besides) {

  /// Copies the lists.
  public ImagePlan {
    tools = List.copyOf(tools);
    expose = List.copyOf(expose);
    serve = List.copyOf(serve);
    besides = List.copyOf(besides);
  }

  /// One that has its tools, and nothing besides.
  public ImagePlan(String name, List<String> tools, List<ExposedPort> expose, List<Serve> serve) {
    this(name, tools, expose, serve, List.of());
  }
}
