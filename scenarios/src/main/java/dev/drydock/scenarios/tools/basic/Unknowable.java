package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;

/// Commands that ask for what no machine here has: they say so, and where the nearest thing is.
///
/// @param why what is not there, and what to ask instead
record Unknowable(String why) implements Tool {
  static final Unknowable DISKS =
      new Unknowable("Machines here have no disks; docker volume ls tells the volumes.");

  static final Unknowable MEMORY =
      new Unknowable("Machines here have no memory and no load; ps tells the processes.");

  static final Unknowable LOAD =
      new Unknowable("Machines here have no load; ps tells the processes, date the time.");

  static final Unknowable MOUNTS =
      new Unknowable("Nothing can be mounted by hand; docker run -v and --tmpfs do it.");

  static final Unknowable EDITORS =
      new Unknowable(
          "Write a file with echo TEXT > FILE, or cat > FILE <<END; change it with sed -i.");

  @Override
  public int run(Invocation invocation) {
    invocation.err(invocation.name() + ": not emulated. " + why);
    return 1;
  }
}
