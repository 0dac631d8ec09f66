package dev.drydock.scenarios.tools;

import java.util.List;
import java.util.Set;

/// Which programs the file system of an image holds, as far as that is known: of images with
/// nothing but BusyBox it is, since every applet has its link there.
public final class Executables {
  /// What `busybox --list` prints (BusyBox 1.35, Debian's and the default build).
  private static final Set<String> APPLETS =
      Set.of(
          """
          [ [[ acpid add-shell addgroup adduser adjtimex ar arch arp arping ascii ash awk
          base64 basename bc beep blkdiscard blockdev bootchartd brctl bunzip2 busybox bzcat
          bzip2 cal cat chat chgrp chmod chown chpst chroot chrt chvt clear cmp conspy cp cpio
          crc32 crond crontab cttyhack cut date dc dd deallocvt delgroup deluser depmod devmem
          df dhcprelay diff dirname dmesg dnsd dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap
          dumpleases echo ed egrep eject env envdir envuidgid expand expr factor fakeidentd
          fallocate false fatattr fbset fbsplash fdisk fgrep find findfs flock fold free
          freeramdisk fsfreeze fstrim ftpd ftpget ftpput fuser getopt getty grep groups gunzip
          gzip halt hd head hexdump hostid hostname httpd hush hwclock i2cdetect i2cdump i2cget
          i2cset i2ctransfer id ifconfig ifdown ifenslave ifplugd ifup inetd init insmod
          install ionice iostat ip ipaddr ipcalc iplink ipneigh iproute iprule iptunnel
          kbd_mode kill killall killall5 klogd last less link linux32 linux64 linuxrc ln
          loadfont loadkmap logger login logname logread losetup lpd lpq lpr ls lsattr lsmod
          lsof lspci lsscsi lsusb lzcat lzma lzop makedevs makemime man md5sum mdev mesg
          microcom mim minips mkdir mkdosfs mke2fs mkfifo mknod mkpasswd mkswap mktemp modinfo
          modprobe more mount mountpoint mpstat mt mv nameif nanddump nc netstat nl nologin
          nproc nsenter nslookup ntpd nuke od openvt partprobe passwd paste patch pgrep pidof
          ping ping6 pivot_root pkill pmap poweroff powertop printf ps pscan pstree pwd pwdx
          raidautorun rdate readahead readlink readprofile realpath reboot reformime
          remove-shell renice reset resize resume rev rm rmdir rmmod route rpm rpm2cpio rtcwake
          run-init run-parts script scriptreplay sed sendmail seq setarch setconsole setfattr
          setfont setkeycodes setlogcons setpriv setserial setsid setuidgid sh sha1sum
          sha256sum sha3sum sha512sum showkey shred shuf slattach sleep smemcap softlimit sort
          split ssl_client start-stop-daemon stat strings stty su sulogin sum sv svc svlogd
          svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tcpsvd
          tee telnet telnetd test tftp tftpd time timeout top touch tr traceroute traceroute6
          true truncate ts tty tunctl ubirename udhcpc udhcpd udpsvd uevent umount uname
          uncompress unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime
          users usleep uudecode uuencode vconfig vi vlock volname w wall watch watchdog wc wget
          which who whoami whois xargs xxd xz xzcat yes zcat zcip
          """
              .trim()
              .split("\\s+"));

  /// Those of them that Debian's build leaves out.
  private static final Set<String> NOT_DEBIAN =
      Set.of(
          """
          add-shell addgroup adduser beep bootchartd chat chpst chrt conspy delgroup deluser
          dhcprelay dnsd eject envdir envuidgid fakeidentd fbset fbsplash flock ftpd fuser hd
          hush ifenslave ifplugd inetd install iostat ipaddr iplink iproute iprule iptunnel
          kbd_mode killall5 lpd lpq lpr lsattr lsof lspci lsusb makedevs makemime man mesg
          minips mountpoint mpstat nanddump ntpd pgrep pkill pmap powertop pscan pstree pwdx
          raidautorun readahead readprofile reformime remove-shell resize rtcwake script
          scriptreplay sendmail setarch setconsole setfattr setfont setlogcons setserial
          setuidgid showkey slattach smemcap softlimit split sum sv svlogd tcpsvd tftpd udpsvd
          unlzop users vlock volname wall whois zcip
          """
              .trim()
              .split("\\s+"));

  private Executables() {}

  /// Whether a place has BusyBox, but built without this applet.
  static boolean isLeftOut(String applet, Toolbox toolbox) {
    return NOT_DEBIAN.contains(applet)
        && toolbox.has(ToolEntry.BUSYBOX)
        && !toolbox.has(Toolbox.DEFAULT_BUILD);
  }

  /// Whether a place has BusyBox, and that has such an applet.
  public static boolean isApplet(String name, Toolbox toolbox) {
    return toolbox.has(ToolEntry.BUSYBOX) && APPLETS.contains(name) && !isLeftOut(name, toolbox);
  }

  /// The applets that the BusyBox of a place has, as `busybox --list` prints them.
  public static List<String> applets(Toolbox toolbox) {
    return APPLETS.stream().filter(name -> !isLeftOut(name, toolbox)).sorted().toList();
  }

  /// Whether there may be a `bash`: in all images but those that hold nothing but BusyBox or are
  /// Alpine's.
  public static boolean mayHaveBash(Toolbox toolbox) {
    return !toolbox.flavours().stream()
        .allMatch(flavour -> isBusybox(flavour) || flavour.equals("musl"));
  }

  /// Why a command cannot be executed, in the words of runc; empty when it can be, or when the
  /// image may hold it.
  public static String error(String command, Toolbox toolbox) {
    List<String> flavours = toolbox.flavours();
    boolean isAll = !flavours.isEmpty() && flavours.stream().allMatch(Executables::isBusybox);
    if (!isAll || isThere(command, toolbox)) {
      return "";
    }
    String exec = "exec: \"" + command + "\": ";
    if (!command.contains("/")) {
      return exec + "executable file not found in $PATH";
    }
    return switch (command) {
      case "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/passwd", "/etc/group" ->
          exec + "permission denied";
      case "/", "/bin", "/etc", "/usr", "/sbin", "/tmp", "/root", "/home", "/var", "/proc" ->
          exec + "is a directory: permission denied";
      default -> exec + "stat " + command + ": no such file or directory";
    };
  }

  private static boolean isBusybox(String flavour) {
    return flavour.startsWith("busybox");
  }

  private static boolean isThere(String command, Toolbox toolbox) {
    int slash = command.lastIndexOf('/');
    String folder = slash < 0 ? "" : command.substring(0, slash);
    boolean isIn = Set.of("", "/bin", "/sbin", "/usr/bin", "/usr/sbin").contains(folder);
    String name = command.substring(slash + 1);
    return isIn && APPLETS.contains(name) && !isLeftOut(name, toolbox);
  }
}
