package dev.drydock.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Big-endian numbers in byte arrays, as network headers hold them.
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /// One byte, 0 to 255.
  public static int u8(byte[] data, int at) {
    return data[at] & 0xff;
  }

  /// Two bytes, 0 to 65535.
  public static int u16(byte[] data, int at) {
    return (short) SHORT.get(data, at) & 0xffff;
  }

  /// Four bytes.
  public static int i32(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  /// Six bytes: a MAC address.
  public static long u48(byte[] data, int at) {
    return ((long) u16(data, at) << 32) | (i32(data, at + 2) & 0xffff_ffffL);
  }

  /// Eight bytes.
  public static long i64(byte[] data, int at) {
    return (long) LONG.get(data, at);
  }

  /// Writes one byte.
  public static void put8(byte[] data, int at, int value) {
    data[at] = (byte) value;
  }

  /// Writes two bytes.
  public static void put16(byte[] data, int at, int value) {
    SHORT.set(data, at, (short) value);
  }

  /// Writes four bytes.
  public static void put32(byte[] data, int at, int value) {
    INT.set(data, at, value);
  }

  /// Writes six bytes: a MAC address.
  public static void put48(byte[] data, int at, long value) {
    put16(data, at, (int) (value >>> 32));
    put32(data, at + 2, (int) value);
  }

  /// Writes eight bytes.
  public static void put64(byte[] data, int at, long value) {
    LONG.set(data, at, value);
  }
}
