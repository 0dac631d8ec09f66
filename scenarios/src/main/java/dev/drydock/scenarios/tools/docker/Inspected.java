package dev.drydock.scenarios.tools.docker;

import java.util.List;

/// How `docker inspect` prints what it found and says what it did not.
final class Inspected {
  private Inspected() {}

  static int print(DockerTool.Call call, String format, List<Object> found, List<String> missing)
      throws Failure {
    if (format.isEmpty() || format.equals("json")) {
      call.out(format.isEmpty() ? GoJson.pretty(found) : GoJson.compact(found));
    } else {
      GoTemplate template = GoTemplate.parse(format);
      for (Object object : found) {
        call.out(inspected(call, template, object));
      }
      if (found.isEmpty()) {
        call.out("");
      }
    }
    missing.forEach(call::err);
    return missing.isEmpty() ? 0 : 1;
  }

  private static String inspected(DockerTool.Call call, GoTemplate template, Object object)
      throws Failure {
    try {
      return template.inspect(object);
    } catch (Failure e) {
      call.out("");
      throw e;
    }
  }
}
