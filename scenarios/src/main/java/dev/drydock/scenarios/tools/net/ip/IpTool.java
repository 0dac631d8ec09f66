package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetnsNames;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import dev.drydock.scenarios.tools.net.link.IpAddrCommand;
import dev.drydock.scenarios.tools.net.link.IpLinkCommand;
import dev.drydock.scenarios.tools.net.link.IpMaddrCommand;
import dev.drydock.scenarios.tools.net.route.IpRouteCommand;
import dev.drydock.scenarios.tools.net.route.IpRuleCommand;

/// `ip` of iproute2 6.1 (`ip/ip.c`). Words may be shortened as there. With `-j` addresses, links,
/// routes and neighbours are told as JSON; what else is shown stays text.
public final class IpTool implements Tool {
  /// The command.
  public IpTool() {}

  @Override
  public int run(Invocation invocation) {
    try {
      IpContext context = new IpContext(invocation);
      Words words = new Words(invocation.arguments());
      if (!readOptions(context, words)) {
        return 0;
      }
      if (words.isEmpty()) {
        throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.IP);
      }
      return object(context, words);
    } catch (ToolFailure failure) {
      if (!failure.text().isEmpty()) {
        invocation.err(failure.text());
      }
      return failure.status();
    }
  }

  /// Reads the options before the object.
  ///
  /// @return false when that was all there is to do
  private static boolean readOptions(IpContext context, Words words) throws ToolFailure {
    while (words.peek().startsWith("-")) {
      String word = words.next();
      if (word.equals("--")) {
        break;
      }
      String option = word.startsWith("--") ? word.substring(1) : word;
      if (Words.matches(option, "-Version")) {
        context.out("ip utility, iproute2-6.1.0, libbpf 1.1.0");
        return false;
      }
      if (!readFamily(context, option, words)) {
        readOption(context, option, words);
      }
    }
    return true;
  }

  private static boolean readFamily(IpContext context, String option, Words words)
      throws ToolFailure {
    switch (option) {
      case "-4" -> context.family = IpContext.INET;
      case "-6" -> context.family = IpContext.INET6;
      case "-0" -> context.family = IpContext.LINK;
      case "-f", "-family" ->
          context.family =
              switch (words.next()) {
                case "inet" -> IpContext.INET;
                case "inet6" -> IpContext.INET6;
                case "link" -> IpContext.LINK;
                default -> throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.IP);
              };
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void readOption(IpContext context, String option, Words words) throws ToolFailure {
    if (Words.matches(option, "-stats") || Words.matches(option, "-statistics")) {
      context.statistics++;
    } else if (Words.matches(option, "-details")) {
      context.details++;
    } else if (Words.matches(option, "-oneline")) {
      context.oneline = true;
    } else if (option.length() > 2 && Words.matches(option, "-brief")) {
      context.brief = true;
    } else if (Words.matches(option, "-json")) {
      context.json = true;
    } else if (Words.matches(option, "-pretty")) {
      context.pretty = true;
    } else if (Words.matches(option, "-timestamp") || Words.matches(option, "-tshort")) {
      context.stamps = option.startsWith("-ts") ? IpContext.SHORT_STAMPS : IpContext.STAMPS;
    } else if (Words.matches(option, "-netns")) {
      context.switchTo(NetnsNames.open(context, words.next()));
    } else if (Words.matches(option, "-all")) {
      context.all = true;
    } else if (Words.matches(option, "-help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.IP);
    } else if (!isWithoutEffect(option)) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Option \"" + option + "\" is unknown, try \"ip -help\".");
    }
  }

  /// Options that change nothing here: names are not resolved, nothing is coloured.
  private static boolean isWithoutEffect(String option) {
    return option.matches("-c(olor)?(=.*)?")
        || Words.matches(option, "-resolve")
        || Words.matches(option, "-human-readable")
        || Words.matches(option, "-iec")
        || Words.matches(option, "-force")
        || Words.matches(option, "-Numeric");
  }

  private static int object(IpContext context, Words words) throws ToolFailure {
    String word = words.next();
    if (Words.matches(word, "address")) {
      return new IpAddrCommand(context).run(words);
    }
    if (Words.matches(word, "route")) {
      return new IpRouteCommand(context).run(words);
    }
    if (Words.matches(word, "rule")) {
      return new IpRuleCommand(context).run(words);
    }
    if (Words.matches(word, "xfrm")) {
      return new IpXfrmCommand(context).run(words);
    }
    if (Words.matches(word, "neighbor") || Words.matches(word, "neighbour")) {
      return new IpNeighCommand(context).run(words);
    }
    if (Words.matches(word, "link")) {
      return new IpLinkCommand(context).run(words);
    }
    if (Words.matches(word, "maddress")) {
      return new IpMaddrCommand(context).run(words);
    }
    if (Words.matches(word, "netns")) {
      return new IpNetnsCommand(context).run(words);
    }
    if (Words.matches(word, "monitor")) {
      return new IpMonitorCommand(context).run(words);
    }
    if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.IP);
    }
    throw new ToolFailure(1, "Object \"" + word + "\" is unknown, try \"ip help\".");
  }
}
