package dev.drydock.pcap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Little-endian numbers in byte arrays, as our capture files hold them.
final class LittleEndian {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int i32(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  static void put32(byte[] data, int at, int value) {
    INT.set(data, at, value);
  }

  static void put64(byte[] data, int at, long value) {
    LONG.set(data, at, value);
  }

  /// A pcapng time: two 32-bit words, the high one first.
  static void putTime(byte[] data, int at, long value) {
    INT.set(data, at, (int) (value >>> 32));
    INT.set(data, at + 4, (int) value);
  }
}
