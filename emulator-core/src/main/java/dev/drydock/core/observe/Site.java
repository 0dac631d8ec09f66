package dev.drydock.core.observe;

/// Where on a lab something happens.
///
/// @param machine empty for a device that is nowhere
/// @param namespace what it is called on its machine; empty for the machine's own
/// @param device the interface
public record Site(String machine, String namespace, String device) {
  /// As captures and reports name it: `host/docker0`, `host/one:eth0`.
  public String path() {
    if (machine.isEmpty()) {
      return device;
    }
    return namespace.isEmpty() ? machine + "/" + device : machine + "/" + namespace + ":" + device;
  }
}
