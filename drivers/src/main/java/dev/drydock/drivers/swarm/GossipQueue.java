package dev.drydock.drivers.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// News that wait to be told a few times, those told least often first (memberlist
/// `TransmitLimitedQueue`).
final class GossipQueue {
  /// `RetransmitMult`.
  private static final int RETRANSMIT_MULTIPLIER = 4;

  /// How often told already → those news.
  private final List<Deque<Waiting>> told = new ArrayList<>();

  private final Map<Object, Waiting> byAbout = new LinkedHashMap<>();

  /// News in a queue.
  private static final class Waiting {
    final GossipNews news;
    boolean isStale;

    Waiting(GossipNews news) {
      this.news = news;
    }
  }

  boolean isEmpty() {
    return byAbout.isEmpty();
  }

  /// Queues news; older ones of the same are told no more.
  void add(GossipNews news) {
    Waiting waiting = new Waiting(news);
    Waiting old = byAbout.put(news.about(), waiting);
    if (old != null) {
      old.isStale = true;
    }
    put(0, waiting);
  }

  void clear() {
    told.clear();
    byAbout.clear();
  }

  private void put(int times, Waiting waiting) {
    while (told.size() <= times) {
      told.add(new ArrayDeque<>());
    }
    told.get(times).addLast(waiting);
  }

  /// The news of the next packet.
  ///
  /// @param nodes how many nodes there are: news are told more often among many
  List<GossipNews> next(int most, int nodes) {
    int limit = RETRANSMIT_MULTIPLIER * (int) Math.ceil(Math.log10(nodes + 1.0));
    List<Waiting> taken = new ArrayList<>();
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < told.size() && taken.size() < most; i++) {
      Deque<Waiting> same = told.get(i);
      while (!same.isEmpty() && taken.size() < most) {
        Waiting waiting = same.removeFirst();
        if (!waiting.isStale) {
          taken.add(waiting);
          times.add(i + 1);
        }
      }
    }
    List<GossipNews> news = new ArrayList<>(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      Waiting waiting = taken.get(i);
      news.add(waiting.news);
      if (times.get(i) < limit) {
        put(times.get(i), waiting);
      } else {
        byAbout.remove(waiting.news.about(), waiting);
      }
    }
    return news;
  }
}
