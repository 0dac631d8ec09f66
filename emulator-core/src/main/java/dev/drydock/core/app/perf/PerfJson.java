package dev.drydock.core.app.perf;

/// Finds values in the flat JSON texts of the control connection. Anything that is not there as it
/// should be counts as missing: the other side may be any program.
final class PerfJson {
  private PerfJson() {}

  static boolean isTrue(String json, String key) {
    int at = valueAt(json, key);
    return at >= 0 && json.startsWith("true", at);
  }

  /// A number, or `missing`; at most `most` and at least 0.
  static double number(String json, String key, double missing, double most) {
    int at = valueAt(json, key);
    int end = at;
    while (end >= 0 && end < json.length() && "+-.0123456789eE".indexOf(json.charAt(end)) >= 0) {
      end++;
    }
    if (at < 0 || end == at) {
      return missing;
    }
    String digits = json.substring(at, end);
    if (!digits.matches("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?")) {
      return missing;
    }
    return Math.clamp(Double.parseDouble(digits), 0, most);
  }

  private static int valueAt(String json, String key) {
    String wanted = "\"" + key + "\":";
    int at = json.indexOf(wanted);
    return at < 0 ? -1 : at + wanted.length();
  }
}
