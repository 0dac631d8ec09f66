package dev.drydock.scenarios.tools.net;

/// `ip rule` (`ip/iprule.c`). The rules are the kernel's own three, which cannot be changed here.
final class IpRuleCommand {
  private final IpContext context;

  IpRuleCommand(IpContext context) {
    this.context = context;
  }

  int run(Words words) {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst")) {
      context.out("0:\tfrom all lookup local");
      context.out("32766:\tfrom all lookup main");
      if (context.family != IpContext.INET6) {
        context.out("32767:\tfrom all lookup default");
      }
    } else if (Words.matches(word, "add")
        || Words.matches(word, "delete")
        || Words.matches(word, "flush")) {
      NetErrno.NOT_SUPPORTED.check();
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.RULE);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip rule help\".");
    }
    return 0;
  }
}
