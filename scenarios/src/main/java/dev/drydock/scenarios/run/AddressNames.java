package dev.drydock.scenarios.run;

import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that addresses have in captures: address → name.
final class AddressNames {
  private AddressNames() {}

  /// The machines'.
  static Map<Integer, String> ofMachines(Lab lab) {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (Box box : lab.boxes()) {
      for (Ipv4Prefix prefix : FlowEnds.addresses(box.machine().root())) {
        names.putIfAbsent(prefix.address(), box.name());
      }
    }
    return names;
  }

  /// Containers in namespaces of their own give their names to their addresses.
  static Map<Integer, String> ofContainers(Lab lab) {
    Map<Integer, String> names = new LinkedHashMap<>();
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      List<Container> containers = engine == null ? List.of() : engine.containers().list(true);
      for (Container container : containers.reversed()) {
        var namespace = container.files().namespaceOrNull();
        if (namespace != null && namespace != box.machine().root()) {
          for (Ipv4Prefix prefix : FlowEnds.addresses(namespace)) {
            names.putIfAbsent(prefix.address(), container.name());
          }
        }
      }
    }
    return names;
  }
}
