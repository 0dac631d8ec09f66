/// What `ip` and `bridge` of iproute2 have in common: how a command line is read
/// ([dev.drydock.scenarios.tools.net.iproute.Words]), one run of a command
/// ([dev.drydock.scenarios.tools.net.iproute.IpContext]), what the kernel answers to a change
/// ([dev.drydock.scenarios.tools.net.iproute.NetErrno]) and tells of a device
/// ([dev.drydock.scenarios.tools.net.iproute.LinkView]), and output as text or JSON
/// ([dev.drydock.scenarios.tools.net.iproute.Fields]).
@NullMarked
package dev.drydock.scenarios.tools.net.iproute;

import org.jspecify.annotations.NullMarked;
