package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Esp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A security association: ESP in transport mode with AES-GCM and a check value of 8 bytes, one
/// direction (Linux `struct xfrm_state`, `net/ipv4/esp4.c`).
///
/// Encrypting allocates, other than the rest of a frame's way: the library wants objects.
public final class XfrmState {
  /// The check value: 64 bits (`icv-len`).
  public static final int ICV_BYTES = 8;

  private static final int TAG_BYTES = 16;
  private static final int BYTE_BITS = 8;
  private static final int SALT_BYTES = 4;

  private final Spec spec;
  private final long ivSalt;
  private final SecretKeySpec key;
  private final byte[] nonce = new byte[SALT_BYTES + Esp.IV_BYTES];
  private final byte[] counter = new byte[16];
  private byte[] scratch = new byte[2048];
  private int sent;

  /// What an association is.
  ///
  /// @param ends source and destination, IPv4
  /// @param spi its index at the destination
  /// @param reqid ties it to policies
  /// @param secret the key, 16 bytes, and the salt, 4 bytes, as hexadecimal digits
  public record Spec(Ends ends, int spi, int reqid, String secret) {}

  /// Two ends.
  ///
  /// @param source IPv4
  /// @param destination IPv4
  public record Ends(int source, int destination) {}

  /// An association nothing was sent by.
  public XfrmState(Spec spec) {
    this.spec = spec;
    byte[] secret = HexFormat.of().parseHex(spec.secret);
    int keyBytes = secret.length - SALT_BYTES;
    this.key = new SecretKeySpec(secret, 0, keyBytes, "AES");
    System.arraycopy(secret, keyBytes, nonce, 0, SALT_BYTES);
    this.ivSalt = Arrays.hashCode(secret) * 0x9e37_79b9_7f4a_7c15L;
  }

  /// What it is.
  public Spec spec() {
    return spec;
  }

  /// How many packets were sent by it.
  public int sent() {
    return sent;
  }

  /// Makes a packet an encrypted one: the IP header moves to the front, what is behind it becomes
  /// the payload (`esp_output`).
  void encrypt(Frame frame) {
    int ipBytes = Ipv4.headerBytes(frame.data(), frame.networkOffset);
    int inner = frame.end() - frame.networkOffset - ipBytes;
    int protocol = Ipv4.protocol(frame.data(), frame.networkOffset);
    int front = Esp.HEADER_BYTES + Esp.IV_BYTES;
    int ip = frame.push(front) + Ethernet.HEADER_BYTES;
    byte[] data = frame.data();
    System.arraycopy(data, frame.networkOffset, data, ip, ipBytes);
    frame.networkOffset = ip;
    int esp = ip + ipBytes;
    int plain = esp + front;
    int padding = Esp.padding(inner);
    int sealed = inner + padding + Esp.TRAILER_BYTES;
    frame.setLength(frame.length() + padding + Esp.TRAILER_BYTES + ICV_BYTES);
    Esp.writeTrailer(data, plain + inner, padding, protocol);
    sent++;
    Esp.write(data, esp, spec.spi, sent);
    Bytes.put64(data, esp + Esp.HEADER_BYTES, ivSalt ^ sent); // seqiv
    seal(data, esp, sealed);
    System.arraycopy(scratch, 0, data, plain, sealed + ICV_BYTES);
    int total = frame.end() - ip;
    Ipv4.rewrite(data, ip, total, Ipv4.ESP);
  }

  /// Encrypts what stands behind header and IV into the scratch array, check value and all.
  private void seal(byte[] data, int esp, int sealed) {
    int plain = esp + Esp.HEADER_BYTES + Esp.IV_BYTES;
    takeNonce(data, esp);
    if (scratch.length < sealed + TAG_BYTES) {
      scratch = new byte[sealed + TAG_BYTES];
    }
    try {
      // The library has no tags of 8 bytes; a shorter one is the beginning of a longer one.
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * BYTE_BITS, nonce));
      gcm.updateAAD(data, esp, Esp.HEADER_BYTES);
      gcm.doFinal(data, plain, sealed, scratch, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  private void takeNonce(byte[] data, int esp) {
    System.arraycopy(data, esp + Esp.HEADER_BYTES, nonce, SALT_BYTES, Esp.IV_BYTES);
  }

  /// Makes an encrypted packet what it was before (`esp_input`).
  ///
  /// @return false when it is too short, or its check value is wrong; Docker asks for no window
  ///   against replays
  boolean decrypt(Frame frame) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int ipBytes = Ipv4.headerBytes(data, ip);
    int esp = ip + ipBytes;
    int front = Esp.HEADER_BYTES + Esp.IV_BYTES;
    int sealed = frame.end() - esp - front - ICV_BYTES;
    if (sealed < Esp.TRAILER_BYTES || !open(data, esp, sealed)) {
      return false;
    }
    int plain = esp + front;
    int padding = data[plain + sealed - Esp.TRAILER_BYTES] & 0xff;
    int protocol = data[plain + sealed - 1] & 0xff;
    int inner = sealed - Esp.TRAILER_BYTES - padding;
    if (inner < 0) {
      return false;
    }
    System.arraycopy(data, ip, data, ip + front, ipBytes);
    frame.pull(front);
    frame.networkOffset = ip + front;
    frame.setLength(Ethernet.HEADER_BYTES + ipBytes + inner);
    Ipv4.rewrite(data, frame.networkOffset, ipBytes + inner, protocol);
    return true;
  }

  /// Decrypts in place, and seals again to compare the check values.
  private boolean open(byte[] data, int esp, int sealed) {
    int plain = esp + Esp.HEADER_BYTES + Esp.IV_BYTES;
    takeNonce(data, esp);
    System.arraycopy(nonce, 0, counter, 0, nonce.length);
    Bytes.put32(counter, nonce.length, 2); // GCM counts from 2; 1 is for the tag
    try {
      Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
      ctr.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
      byte[] opened = ctr.doFinal(data, plain, sealed);
      System.arraycopy(opened, 0, data, plain, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is part of every Java", e);
    }
    seal(data, esp, sealed);
    int icv = plain + sealed;
    return Arrays.equals(scratch, sealed, sealed + ICV_BYTES, data, icv, icv + ICV_BYTES);
  }
}
