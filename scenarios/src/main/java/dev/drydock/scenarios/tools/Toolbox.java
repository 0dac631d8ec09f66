package dev.drydock.scenarios.tools;

import java.util.List;

/// Which flavours of tools a place has, the preferred first: a BusyBox image has `busybox` only, a
/// machine the full-grown tools.
///
/// @param flavours names as in an image's `tools`: `busybox`, `iputils`, `iproute2`, `curl` …;
///   [#MACHINE] stands for everything a machine has
public record Toolbox(List<String> flavours) {
  /// The tools of a machine.
  public static final Toolbox MACHINE = new Toolbox(List.of("machine"));

  /// Copies the list.
  public Toolbox {
    flavours = List.copyOf(flavours);
  }

  /// Whether a flavour is there; a machine has all but BusyBox.
  public boolean has(String flavour) {
    return flavours.contains(flavour)
        || (flavours.contains("machine") && !flavour.equals("busybox"));
  }
}
