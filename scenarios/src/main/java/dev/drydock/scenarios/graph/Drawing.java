package dev.drydock.scenarios.graph;

import java.util.List;

/// What is drawn of a topology: bars for what frames are shared on (links, bridges, networks),
/// boxes for who is on them (machines, containers), and joints between the two.
///
/// ```
///   ======= lan =======                   a bar between machines
///       |          |
///   +-- eth0 --+  +-- eth0 --+            machines, a joint for each card
///   |          |  |   pc     |
///   | = net =  |  +----------+            a bar inside a machine
///   |  |   |   |
///   | web  db  |                          containers, a joint for each interface
///   +----------+
/// ```
///
/// @param title the project's name and its engine
/// @param links bars between machines
public record Drawing(String title, List<Bar> links, List<Machine> machines) {
  /// Copies the lists.
  public Drawing {
    links = List.copyOf(links);
    machines = List.copyOf(machines);
  }

  /// What is drawn of a topology.
  public static Drawing of(Topology topology) {
    return new DrawingMaker(topology).make();
  }

  /// What kind of bar.
  public enum Kind {
    /// A cable or a switch.
    LINK("link"),
    /// A bridge, Docker's or another.
    BRIDGE("bridge"),
    /// An overlay network, as far as it is on one machine.
    OVERLAY("overlay"),
    /// A device that containers have interfaces on: macvlan, ipvlan.
    PARENT("parent");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word for it.
    public String word() {
      return word;
    }
  }

  /// A link, bridge or network.
  ///
  /// @param id differs from that of every other bar and box
  /// @param title its name
  /// @param detail what else is known: addresses, device, rate
  /// @param network Docker's network, or the link; equal for the parts of one overlay
  /// @param uplinks to cards of the machine or to other bars, from inside
  public record Bar(
      String id, Kind kind, String title, String detail, String network, List<Joint> uplinks) {
    /// Copies the list.
    public Bar {
      uplinks = List.copyOf(uplinks);
    }

    /// Only its name, where it is drawn once more.
    Bar withoutDetail() {
      return new Bar(id, kind, title, "", network, uplinks);
    }
  }

  /// A machine, with what is in it.
  ///
  /// @param details what it is: `Docker`, devices of its own
  /// @param cards its joints with links
  public record Machine(
      String id,
      String name,
      List<String> details,
      List<Joint> cards,
      List<Bar> bars,
      List<Box> boxes) {
    /// Copies the lists.
    public Machine {
      details = List.copyOf(details);
      cards = List.copyOf(cards);
      bars = List.copyOf(bars);
      boxes = List.copyOf(boxes);
    }
  }

  /// A container, or a namespace without one.
  ///
  /// @param details image, state, ports
  /// @param isRunning whether something runs in it
  public record Box(
      String id, String title, List<String> details, boolean isRunning, List<Joint> joints) {
    /// Copies the lists.
    public Box {
      details = List.copyOf(details);
      joints = List.copyOf(joints);
    }
  }

  /// Where a box or a bar is plugged into another bar, or into a card.
  ///
  /// @param path of the device that sees what passes here, as in captures: `host/one:eth0`
  /// @param name of the device
  /// @param addresses of the device, without lengths
  /// @param to the id of the bar; of a card its path; empty where it is plugged into nothing
  public record Joint(String path, String name, List<String> addresses, String to) {
    /// Copies the list.
    public Joint {
      addresses = List.copyOf(addresses);
    }
  }
}
