package dev.drydock.pcap.print;

/// Names for addresses and ports.
public interface PrintNames {
  /// Numbers only: `-n`.
  PrintNames NONE =
      new PrintNames() {
        @Override
        public String host(String address) {
          return address;
        }

        @Override
        public String port(int port, boolean tcp) {
          return Integer.toString(port);
        }

        @Override
        public boolean numeric() {
          return true;
        }
      };

  /// The name of an address; the address itself when it has none.
  String host(String address);

  /// The name of a port; the number when it has none.
  String port(int port, boolean tcp);

  /// Whether everything is to be shown by number.
  boolean numeric();
}
