/// TCP of one namespace, as Linux does it (`net/ipv4/tcp*.c`, RFC 9293).
///
/// Read [dev.drydock.core.transport.tcp.TcpProtocol] first, then
/// [dev.drydock.core.transport.tcp.TcpConnection], whose duties are split by class:
///
/// ```
///   Segment -> SegmentInput -> AckInput -> SentQueue, LossRecovery, CongestionControl
///                    |                          ^
///                    v                          |
///               ReceiveQueue, AckPolicy      Sender <- SendBuffer <- program
/// ```
@NullMarked
package dev.drydock.core.transport.tcp;

import org.jspecify.annotations.NullMarked;
