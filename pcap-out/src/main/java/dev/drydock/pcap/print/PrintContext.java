package dev.drydock.pcap.print;

/// What all protocols' printers share: options, names, the text so far and whose turn it is.
final class PrintContext {
  private final PrintOptions options;
  private final PrintNames names;
  private StringBuilder out = new StringBuilder();
  private String protocol = "";

  PrintContext(PrintOptions options, PrintNames names) {
    this.options = options;
    this.names = names;
  }

  StringBuilder begin() {
    out = new StringBuilder(160);
    return out;
  }

  StringBuilder out() {
    return out;
  }

  PrintOptions options() {
    return options;
  }

  PrintNames names() {
    return names;
  }

  /// Whose header is read now.
  void enter(String newProtocol) {
    protocol = newProtocol;
  }

  /// Something was not captured.
  void cutOff() {
    out.append(" [|").append(protocol).append(']');
  }

  String host(String address) {
    return names.host(address);
  }

  String mac(Octets bytes, int at) {
    String mac = bytes.mac(at);
    if (names.numeric()) {
      return mac;
    }
    return mac.equals("ff:ff:ff:ff:ff:ff") ? "Broadcast" : mac + " (oui Unknown)";
  }
}
