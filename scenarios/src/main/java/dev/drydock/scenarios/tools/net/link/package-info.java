/// Devices and their addresses: `ip link`, `ip address` and `ip maddress`.
///
/// Read [dev.drydock.scenarios.tools.net.link.LinkText] (how a device is shown), then
/// [dev.drydock.scenarios.tools.net.link.LinkChanges] (how one is made) and
/// [dev.drydock.scenarios.tools.net.link.IpLinkSet] (how one is changed). Each kind has its words:
/// bridges in [BridgeOptions], those that stand on another device in [StackedLinks], VXLANs in
/// [VxlanLinks].
@NullMarked
package dev.drydock.scenarios.tools.net.link;

import org.jspecify.annotations.NullMarked;
