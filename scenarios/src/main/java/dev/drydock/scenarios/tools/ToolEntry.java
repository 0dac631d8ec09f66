package dev.drydock.scenarios.tools;

/// A command and where it is found.
///
/// @param name what is typed: `ping`
/// @param flavour which package brings it: `busybox`, `iputils`, `iproute2`, `docker` …;
///   [#EVERYWHERE] for what every shell has, [#MACHINE] for what only machines have
/// @param tool what it does
public record ToolEntry(String name, String flavour, Tool tool) {
  /// In every place, such as `echo`.
  public static final String EVERYWHERE = "everywhere";

  /// On machines only.
  public static final String MACHINE = "machine";

  /// The server of the image of a container, where the tools of the image are known as well.
  public static final String OF_IMAGE = "program-of-the-image";

  /// BusyBox's, which comes last where a place has another flavour of the same command.
  public static final String BUSYBOX = "busybox";
}
