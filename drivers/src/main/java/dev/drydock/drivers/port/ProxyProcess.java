package dev.drydock.drivers.port;

/// A running docker-proxy: it serves one port of the machine.
///
/// @param pid its process number
/// @param binding what it serves
public record ProxyProcess(int pid, PortBinding binding) {
  /// The command line, as `ps` shows it.
  public String commandLine() {
    return "/usr/bin/docker-proxy -proto "
        + binding.container().protocol()
        + " -host-ip "
        + binding.hostIp()
        + " -host-port "
        + binding.hostPort()
        + " -container-ip "
        + binding.containerIp()
        + " -container-port "
        + binding.container().port();
  }
}
