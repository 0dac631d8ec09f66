package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.template.GoJson;
import java.util.ArrayList;
import java.util.List;

/// How `docker inspect` prints what it found and says what it did not.
final class Inspected {
  private Inspected() {}

  static int print(DockerTool.Call call, String format, List<Object> found, List<String> missing)
      throws Failure {
    List<String> complaints = new ArrayList<>();
    if (format.isEmpty() || format.equals("json")) {
      call.out(format.isEmpty() ? GoJson.pretty(found) : GoJson.compact(found));
    } else {
      complaints.addAll(formatted(call, format, found));
    }
    complaints.addAll(missing);
    complaints.forEach(call::err);
    return complaints.isEmpty() ? 0 : 1;
  }

  /// Prints what the template makes of each; what it does not fit is complained about at the end.
  private static List<String> formatted(DockerTool.Call call, String format, List<Object> found)
      throws Failure {
    GoTemplate template = GoTemplate.parse(format);
    GoTypes types = GoTypes.of(call.engine().profile());
    List<String> complaints = new ArrayList<>();
    for (Object object : found) {
      try {
        call.out(template.inspect(object, types.typeOf(object)));
      } catch (Failure e) {
        complaints.add(e.text(call.engine().profile()));
      }
    }
    if (complaints.size() == found.size()) {
      call.out("");
    }
    return complaints;
  }
}
