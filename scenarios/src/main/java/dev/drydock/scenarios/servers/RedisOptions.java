package dev.drydock.scenarios.servers;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.text.Protocol;
import java.util.ArrayList;
import java.util.List;

/// Where `redis-server [--bind ADDRESS…] [--port PORT]` listens: a dash before an address lets it
/// be missing, `*` and `::*` are all of IPv4 and of IPv6 (redis.conf).
final class RedisOptions {
  private static final int PORT = 6379;

  private RedisOptions() {}

  static boolean isRedis(ImagePlan image) {
    return image.name().equals("redis") || image.name().equals("valkey/valkey");
  }

  static List<Serve> listening(ImagePlan image, List<String> words) {
    int port = PORT;
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("--port") && words.get(i + 1).matches("\\d{1,5}")) {
        port = Integer.parseInt(words.get(i + 1));
      }
      if (words.get(i).equals("--bind")) {
        for (int j = i + 1; j < words.size() && !words.get(j).startsWith("--"); j++) {
          wanted.addAll(List.of(words.get(j).split(" ", -1)));
        }
      }
    }
    return wanted.isEmpty()
        ? List.of(new Serve.Listen(port, Protocol.TCP, image.name()))
        : bound(image, wanted, port);
  }

  private static List<Serve> bound(ImagePlan image, List<String> wanted, int port) {
    List<IpAddress> addresses = new ArrayList<>();
    for (String word : wanted) {
      String bare = word.startsWith("-") ? word.substring(1) : word;
      IpAddress address =
          switch (bare) {
            case "*" -> IpAddress.ANY_V4;
            case "::*" -> IpAddress.ANY_V6;
            default -> IpAddress.parseOrNull(bare);
          };
      if (address != null) {
        addresses.add(address);
      }
    }
    if (addresses.contains(IpAddress.ANY_V6)) { // stands for both families
      addresses.removeIf(IpAddress::isAny);
      addresses.add(IpAddress.ANY_V6);
    }
    List<Serve> servers = new ArrayList<>();
    for (IpAddress address : addresses) {
      servers.add(new Serve.Listen(address, port, Protocol.TCP, image.name()));
    }
    return servers;
  }
}
