package dev.drydock.core.app.dhcp;

/// Who is told what a DHCP client does, and configures its interface.
public interface DhcpReporter {
  /// It asks whether there is a server.
  ///
  /// @param seconds until it asks again
  void discovers(long seconds);

  /// A server offers an address.
  default void offered(int address, int server) {}

  /// It asks for the address it was offered.
  void selects(int address, int server);

  /// It asks for more time.
  ///
  /// @param server who is asked, 0 for everybody
  void renews(int address, int server);

  /// It has an address, for the first time or for longer.
  void bound(DhcpLease lease, boolean isRenewal);

  /// The address is somebody else's: it does not take it.
  void declines(int address);

  /// A server says no.
  ///
  /// @param server who, 0 when it does not say
  void refused(int server);

  /// Nobody has answered.
  ///
  /// @param isEnd whether it gives up
  void failed(boolean isEnd);

  /// The address is given back.
  default void releases(int address, int server) {}

  /// The address is to be taken off the interface.
  void unconfigures();
}
