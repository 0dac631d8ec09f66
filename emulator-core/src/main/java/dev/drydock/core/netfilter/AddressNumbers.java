package dev.drydock.core.netfilter;

import java.util.Arrays;

/// The IPv6 addresses that connection tracking knows, by number. A tuple of IPv6 holds two such
/// numbers where one of IPv4 holds the addresses themselves, so that connections of both versions
/// have the same form and size, and one table finds them.
///
/// ```
///   slots:  hash of an address -> number + 1      (open addressing, at most half full)
///   highs, lows, states:  number -> halves of the address, whether it is in use
/// ```
///
/// A number is given to another address when two sweeps found no connection that has it: a packet
/// on its way may still belong to a connection that is forgotten.
final class AddressNumbers {
  private static final int INITIAL = 16;

  private static final byte FREE = 0;
  private static final byte USED = 1;
  private static final byte CONDEMNED = 2;

  private long[] highs = new long[INITIAL];
  private long[] lows = new long[INITIAL];
  private byte[] states = new byte[INITIAL];
  private int[] slots = new int[2 * INITIAL];
  private int count;
  private int nextFree;

  AddressNumbers() {}

  /// The first half of an address.
  long high(int number) {
    return highs[number];
  }

  /// The second half of an address.
  long low(int number) {
    return lows[number];
  }

  /// How many addresses are known.
  int count() {
    return count;
  }

  /// The number of an address; -1 when it has none.
  int find(long high, long low) {
    int found = slots[slotOf(high, low)] - 1;
    if (found >= 0) {
      states[found] = USED;
    }
    return found;
  }

  /// The number of an address, which gets one when it has none.
  int of(long high, long low) {
    int slot = slotOf(high, low);
    if (slots[slot] != 0) {
      int number = slots[slot] - 1;
      states[number] = USED;
      return number;
    }
    if (count == highs.length) {
      grow();
      slot = slotOf(high, low);
    }
    while (states[nextFree] != FREE) {
      nextFree = nextFree + 1 == highs.length ? 0 : nextFree + 1;
    }
    highs[nextFree] = high;
    lows[nextFree] = low;
    states[nextFree] = USED;
    slots[slot] = nextFree + 1;
    count++;
    return nextFree;
  }

  /// Makes room for two more, where there is none by taking back what no connection has.
  void makeRoom(ConnectionTable connections) {
    if (count + 2 <= highs.length) {
      return;
    }
    for (int number = 0; number < states.length; number++) {
      if (states[number] == CONDEMNED) {
        states[number] = FREE;
        count--;
      } else if (states[number] == USED) {
        states[number] = CONDEMNED;
      }
    }
    connections.forEachAddress(this::keep);
    if (count * 2 > highs.length) {
      grow();
    } else {
      placeAll();
    }
  }

  private void keep(int number) {
    if (states[number] == FREE) {
      count++;
    }
    states[number] = USED;
  }

  private void grow() {
    int size = 2 * highs.length;
    highs = Arrays.copyOf(highs, size);
    lows = Arrays.copyOf(lows, size);
    states = Arrays.copyOf(states, size);
    slots = new int[2 * size];
    placeAll();
  }

  private void placeAll() {
    Arrays.fill(slots, 0);
    for (int number = 0; number < states.length; number++) {
      if (states[number] != FREE) {
        slots[slotOf(highs[number], lows[number])] = number + 1;
      }
    }
  }

  /// The slot that holds an address, else the free one where it belongs.
  private int slotOf(long high, long low) {
    int mask = slots.length - 1;
    long mixed = (high * 0x9E3779B97F4A7C15L) ^ (low * 0xC2B2AE3D27D4EB4FL);
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (highs[number] == high && lows[number] == low) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
