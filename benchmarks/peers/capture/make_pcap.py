#!/usr/bin/env python3
"""Writes a classic pcap file of equal UDP frames: make_pcap.py FILE FRAME_BYTES COUNT"""
import os
import struct
import sys

path, frame_bytes, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ethernet = bytes.fromhex("0200000000020200000000010800")
ipv4 = struct.pack(
    ">BBHHHBBH4s4s", 0x45, 0, frame_bytes - 14, 0, 0x4000, 64, 17, 0,
    bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]))
udp = struct.pack(">HHHH", 1000, 9, frame_bytes - 34, 0)
frame = ethernet + ipv4 + udp + os.urandom(frame_bytes - 42)
with open(path, "wb", 1 << 20) as out:
    out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    for i in range(count):
        out.write(struct.pack("<IIII", i // 1_000_000, i % 1_000_000, frame_bytes, frame_bytes))
        out.write(frame)
