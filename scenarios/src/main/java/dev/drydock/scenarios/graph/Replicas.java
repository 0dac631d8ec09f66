package dev.drydock.scenarios.graph;

import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws one box for many containers of a service that are on the same networks.
final class Replicas {
  /// So many are drawn one by one.
  private static final int MOST = 6;

  private final Map<String, List<Box>> alike = new LinkedHashMap<>();

  /// Adds a box of a service; empty for one of no service, which stays alone.
  void add(String service, Box box) {
    String key =
        service.isEmpty()
            ? box.id()
            : service
                + box.joints().stream().map(Joint::to).toList()
                + box.details()
                + box.isRunning();
    alike.computeIfAbsent(key, k -> new ArrayList<>()).add(box);
  }

  /// What is drawn, in the order of the first of each.
  List<Box> boxes() {
    List<Box> boxes = new ArrayList<>();
    for (List<Box> group : alike.values()) {
      if (group.size() > MOST) {
        boxes.add(together(group));
      } else {
        boxes.addAll(group);
      }
    }
    return boxes;
  }

  private static Box together(List<Box> group) {
    Box first = group.getFirst();
    Box last = group.getLast();
    List<Joint> joints = new ArrayList<>();
    for (int i = 0; i < first.joints().size(); i++) {
      Joint from = first.joints().get(i);
      List<String> addresses = new ArrayList<>(from.addresses());
      addresses.add("…");
      addresses.addAll(last.joints().get(i).addresses());
      joints.add(new Joint(from.path(), from.name(), addresses, from.to()));
    }
    List<String> details = new ArrayList<>(List.of("to " + last.title()));
    details.add(group.size() + " containers");
    details.addAll(first.details());
    return new Box(first.id(), first.title(), details, first.isRunning(), joints);
  }
}
