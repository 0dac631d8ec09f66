package dev.drydock.scenarios.servers;

import dev.drydock.core.machine.ProcessTable;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Programs that serve, started by a command in a container: by a script, by `docker exec`. What
/// they open is what [LabServers] opens for a container whose own command they are.
///
/// `httpd` is BusyBox's (`networking/httpd.c`): it goes into its folder, opens its socket, and then
/// into the background unless `-f` is given. The others are those of the container's image.
public final class ServerTool implements Tool {
  private final boolean isBusybox;

  private ServerTool(boolean isBusybox) {
    this.isBusybox = isBusybox;
  }

  /// The commands.
  public static List<ToolEntry> entries() {
    List<ToolEntry> entries = new ArrayList<>();
    entries.add(new ToolEntry("httpd", ToolEntry.BUSYBOX, new ServerTool(true)));
    for (String name : ServerProgram.all()) {
      entries.add(new ToolEntry(name, ToolEntry.OF_IMAGE, new ServerTool(false)));
    }
    entries.add(new ToolEntry("docker-entrypoint.sh", ToolEntry.OF_IMAGE, ServerTool::entryPoint));
    return List.copyOf(entries);
  }

  /// The tools of a container of an image, where they are known.
  public static Toolbox toolbox(ImagePlan image) {
    String server = ServerCommands.serverOf(image);
    boolean isWithServer =
        !image.tools().isEmpty() && !server.isEmpty() && !server.startsWith("busybox-httpd");
    List<String> flavours = new ArrayList<>(image.tools());
    if (!image.besides().isEmpty()) {
      flavours.addAll(image.besides());
      flavours.add(Toolbox.LABEL);
    }
    if (isWithServer) {
      flavours.add(ToolEntry.OF_IMAGE);
    }
    return new Toolbox(flavours);
  }

  /// The entry point of such an image ends with `exec "$@"`.
  private static int entryPoint(Invocation invocation) {
    List<String> rest = invocation.arguments();
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return rest.isEmpty() ? 0 : invocation.shell().execute(rest, invocation.place(), io);
  }

  @Override
  public int run(Invocation invocation) {
    ImagePlan image = image(invocation);
    if (image == null) {
      return missing(invocation);
    }
    return isBusybox ? busybox(invocation, image) : ofImage(invocation, image);
  }

  private static int missing(Invocation invocation) {
    invocation.err("sh: " + invocation.name() + ": not found");
    return 127;
  }

  private static @Nullable ImagePlan image(Invocation invocation) {
    Place place = invocation.place();
    Engine engine = place.box().engine();
    String name = place.container();
    Container container = engine == null || name == null ? null : engine.containers().exactly(name);
    return container == null ? null : invocation.lab().plan().image(container.image().origin());
  }

  @Override
  public boolean serves() {
    return true;
  }

  private static int busybox(Invocation invocation, ImagePlan image) {
    String home = "";
    boolean isInFront = false;
    try {
      for (Getopt.Option option :
          Getopt.parse("ifvp:u:r:h:c:e:d:m:", invocation.arguments()).options()) {
        home = option.letter() == 'h' ? option.value() : home;
        isInFront |= option.letter() == 'f';
      }
    } catch (Getopt.Failure failure) {
      return BusyboxUsage.wrong("httpd", String.valueOf(failure.getMessage())).end(invocation);
    }
    String folder = new Folders(invocation.place()).path(home.isEmpty() ? "." : home);
    if (!new Folders(invocation.place()).isFolder(folder)) {
      boolean isFile = new PlaceFiles(invocation.place()).exists(folder);
      String why = isFile ? "Not a directory" : "No such file or directory";
      invocation.err("httpd: can't change directory to '" + home + "': " + why);
      return 1;
    }
    List<String> words = words(invocation);
    List<Serve> wanted = ServerCommands.httpd(image, words);
    List<String> located = List.of("httpd", "-h", folder);
    var documents = new DocumentRoot(() -> invocation.place().files(), located, wanted);
    return serve(invocation, new Order(words, documents, isInFront));
  }

  private static int ofImage(Invocation invocation, ImagePlan image) {
    List<String> words = words(invocation);
    if (image.serve().isEmpty() || !ServerProgram.isOf(image, words.getFirst())) {
      return missing(invocation);
    }
    if (PrintingOptions.isOn(words, image) || words.contains("-s")) {
      return 0;
    }
    boolean isInFront = ServerProgram.isInFront(image, words);
    var documents = new DocumentRoot(() -> invocation.place().files(), words, image.serve());
    return serve(invocation, new Order(words, documents, isInFront));
  }

  private static List<String> words(Invocation invocation) {
    List<String> words = new ArrayList<>(List.of(invocation.name()));
    words.addAll(invocation.arguments());
    return words;
  }

  /// What is to be served.
  ///
  /// @param words the command line
  /// @param isInFront whether the command lasts as long as the server
  private record Order(List<String> words, DocumentRoot documents, boolean isInFront) {}

  private static int serve(Invocation invocation, Order order) {
    Place place = invocation.place();
    RunningServers servers =
        new RunningServers(
            place.namespace(), place.hostname(), order.documents(), accessLog(invocation, order));
    boolean isOpen = true;
    for (Serve each : order.documents().servers()) {
      isOpen &= servers.open(each);
    }
    if (!isOpen) {
      servers.close();
      invocation.output().write(ServerCommands.inUse(order.words()), true);
      return 1;
    }
    RunningProcess own = invocation.shell().process();
    if (order.isInFront() && own != null) {
      hold(own, servers);
      invocation.shell().await(() -> false, Long.MAX_VALUE);
      servers.close();
      servers.listening().forEach(own::closes);
      return 0;
    }
    hold(daemon(place, own, order.words(), servers), servers);
    return 0;
  }

  /// A daemon has closed its standard output.
  private static AccessLog accessLog(Invocation invocation, Order order) {
    ImagePlan image = image(invocation);
    return image == null || !order.isInFront()
        ? AccessLog.NONE
        : new AccessLog(image.name(), order.words(), invocation.output());
  }

  private static void hold(RunningProcess process, RunningServers servers) {
    servers.listening().forEach(process::listens);
    process.onFreeze(isFrozen -> {
      if (isFrozen) {
        servers.pause();
      } else {
        servers.goOn();
      }
    });
  }

  /// A process that goes on by itself.
  private static RunningProcess daemon(
      Place place, @Nullable RunningProcess parent, List<String> words, RunningServers servers) {
    ProcessTable table = place.box().machine().processes();
    Netns namespace = place.namespace();
    String container = parent == null ? "" : parent.container();
    return table.start(
        new RunningProcess.Spec(words, namespace, container, signal -> servers.close()));
  }
}
