package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.function.Function;

/// `tracepath` of iputils 20221126 (`tracepath.c`): the routers of a way and its MTU, by datagrams
/// as large as the way is known to carry. Seen in namespaces with a narrow second link.
final class TracepathTool implements Tool {
  private static final String USAGE =
      """

      Usage
        tracepath [options] <destination>

      Options:
        -4             use IPv4
        -6             use IPv6
        -b             print both name and ip
        -l <length>    use packet <length>
        -m <hops>      use maximum <hops>
        -n             no dns name resolution
        -p <port>      use destination <port>
        -V             print version and exit
        <destination>  dns name or ip address

      For more details see tracepath(8).\
      """;

  private static final int USAGE_STATUS = 255;
  private static final int V6 = 6;

  private final NameLookup names;

  TracepathTool(NameLookup names) {
    this.names = names;
  }

  @Override
  public int run(Invocation invocation) {
    try {
      TracepathCommand command = TracepathCommand.read(invocation.arguments());
      if (command.shown() == TracepathCommand.Shown.VERSION) {
        invocation.out("tracepath from iputils 20221126");
        return 0;
      }
      if (command.target().isEmpty()) {
        throw new CommandFailure(USAGE_STATUS, USAGE);
      }
      new Tracepath(invocation, command, resolve(invocation, command), shown(invocation, command))
          .run();
      return 0;
    } catch (Getopt.Failure failure) {
      return new CommandFailure(USAGE_STATUS, "tracepath: " + failure.getMessage() + "\n" + USAGE)
          .end(invocation);
    } catch (CommandFailure failure) {
      return failure.end(invocation);
    }
  }

  private IpAddress resolve(Invocation invocation, TracepathCommand command) throws CommandFailure {
    NameLookup.Answer answer = names.addresses(invocation, command.target());
    for (IpAddress address : answer.addresses()) {
      if (command.family() == 0 || address.isV6() == (command.family() == V6)) {
        return address;
      }
    }
    String why =
        switch (answer.outcome()) {
          case FOUND -> "Address family for hostname not supported";
          case UNKNOWN -> "Name or service not known";
          case TEMPORARY_FAILURE -> "Temporary failure in name resolution";
        };
    throw new CommandFailure(1, "tracepath: " + command.target() + ": " + why);
  }

  private Function<IpAddress, String> shown(Invocation invocation, TracepathCommand command) {
    return address -> {
      if (command.shown() == TracepathCommand.Shown.ADDRESS) {
        return address.toString();
      }
      String found = names.nameOf(invocation, address);
      String name = found.isEmpty() ? address.toString() : found;
      boolean isBoth = command.shown() == TracepathCommand.Shown.BOTH;
      return isBoth ? name + " (" + address + ")" : name;
    };
  }
}
