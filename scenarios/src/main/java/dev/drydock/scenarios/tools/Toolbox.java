package dev.drydock.scenarios.tools;

import java.util.ArrayList;
import java.util.List;

/// Which flavours of tools a place has, the preferred first: a BusyBox image has `busybox` only, a
/// machine the full-grown tools.
///
/// @param flavours names as in an image's `tools`: `busybox`, `iputils`, `iproute2`, `curl` …;
///   [#MACHINE] stands for everything a machine has
public record Toolbox(List<String> flavours) {
  /// The tools of a machine.
  public static final Toolbox MACHINE = new Toolbox(List.of("machine"));

  /// BusyBox alone.
  public static final Toolbox BUSYBOX = new Toolbox(List.of(ToolEntry.BUSYBOX));

  /// The flavour that says that BusyBox was built with its default options, in which no applet is
  /// preferred.
  public static final String DEFAULT_BUILD = "busybox-defconfig";

  /// The flavour of an image of whose own programs nothing is known.
  public static final String LABEL = "label";

  /// The flavour that puts BusyBox before all others.
  static final String APPLETS_FIRST = "busybox-applets-first";

  /// Copies the list.
  public Toolbox {
    flavours = List.copyOf(flavours);
  }

  /// The tools that a program of BusyBox finds: where it is Debian's static build, which prefers
  /// its own applets to what is in the path (`FEATURE_PREFER_APPLETS`), those.
  public Toolbox ofBusyboxProgram() {
    boolean prefers = has(ToolEntry.BUSYBOX) && !has(DEFAULT_BUILD) && !prefersApplets();
    return prefers ? with(APPLETS_FIRST) : this;
  }

  private Toolbox with(String flavour) {
    List<String> more = new ArrayList<>(flavours);
    more.add(flavour);
    return new Toolbox(more);
  }

  /// The tools that another program finds, such as `bash`: what is in the path.
  public Toolbox ofOtherProgram() {
    return new Toolbox(flavours.stream().filter(each -> !each.equals(APPLETS_FIRST)).toList());
  }

  /// BusyBox's own tools alone.
  public Toolbox ofApplets() {
    return new Toolbox(flavours.stream().filter(each -> each.startsWith("busybox")).toList());
  }

  /// Whether BusyBox's own come before all others.
  boolean prefersApplets() {
    return flavours.contains(APPLETS_FIRST);
  }

  /// Whether there may be programs of which nothing is known: those of the image itself.
  public boolean isLabel() {
    return flavours.isEmpty() || flavours.contains(LABEL);
  }

  /// Whether a flavour is there; a machine has all but BusyBox.
  public boolean has(String flavour) {
    return flavours.contains(flavour)
        || (flavours.contains("machine") && !flavour.equals("busybox"));
  }
}
