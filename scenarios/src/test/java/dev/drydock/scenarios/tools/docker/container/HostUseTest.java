package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What containers ask of their host, in words and JSON that Docker 20.10.24 was seen to print.
class HostUseTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  private void create(String options) {
    lab.type("docker create --name one " + options + " busybox sleep 1000");
    assertEquals(0, lab.status());
  }

  private String asked(String... names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      String template = "{{json .HostConfig." + name + "}}";
      all.append(lab.type("docker inspect -f '" + template + "' one").strip()).append(' ');
    }
    return all.toString().strip();
  }

  private void refuses(String options, String why) {
    String said = lab.type("docker run --rm " + options + " busybox true");
    assertEquals(125, lab.status());
    assertEquals(why + "\nSee 'docker run --help'.\n", said);
  }

  @Test
  void amounts_are_told_as_the_engine_keeps_them() {
    create(
        "-m 64m --cpus 1.5 -c 512 --cpuset-cpus 0 --memory-reservation 32m --pids-limit 100"
            + " --shm-size 32m --oom-score-adj 100");
    assertEquals(
        "67108864 134217728 33554432 1500000000 512 \"0\" 100 33554432 100",
        asked(
            "Memory",
            "MemorySwap",
            "MemoryReservation",
            "NanoCPUs",
            "CPUShares",
            "CpusetCpus",
            "PidsLimit",
            "ShmSize",
            "OomScoreAdj"));
  }

  @Test
  void what_is_no_limit_is_not_told() {
    create("--pids-limit -5 --shm-size 0 --memory-swappiness -1");
    assertEquals("null 67108864 null", asked("PidsLimit", "ShmSize", "MemorySwappiness"));
  }

  @Test
  void limits_and_devices_are_told() {
    create(
        "--ulimit nproc=100 --ulimit nofile=1024:2048 --device /dev/null:/dev/x:r"
            + " --device /dev/zero --device-cgroup-rule 'c 1:3 rwm'"
            + " --device-read-bps /dev/null:1mb --blkio-weight-device /dev/null:100");
    assertEquals(
        "[{\"Name\":\"nofile\",\"Hard\":2048,\"Soft\":1024},"
            + "{\"Name\":\"nproc\",\"Hard\":100,\"Soft\":100}]"
            + " [{\"PathOnHost\":\"/dev/null\",\"PathInContainer\":\"/dev/x\","
            + "\"CgroupPermissions\":\"r\"},{\"PathOnHost\":\"/dev/zero\","
            + "\"PathInContainer\":\"/dev/zero\",\"CgroupPermissions\":\"rwm\"}]"
            + " [\"c 1:3 rwm\"] [{\"Path\":\"/dev/null\",\"Rate\":1048576}]",
        asked("Ulimits", "Devices", "DeviceCgroupRules", "BlkioDeviceReadBps"));
  }

  @Test
  void namespaces_logs_and_the_rest_are_told() {
    lab.type("docker run -d --name other busybox sleep 1000");
    create(
        "--pid container:other --ipc host --uts host --userns host --group-add audio"
            + " --group-add 44 --log-opt max-size=10m --volume-driver local"
            + " --cgroup-parent x.slice --cidfile /tmp/cid");
    String id = lab.type("docker inspect -f '{{.Id}}' other").strip();
    assertEquals(
        "\"container:"
            + id
            + "\" \"host\" \"host\" \"host\" [\"audio\",\"44\"]"
            + " {\"Type\":\"json-file\",\"Config\":{\"max-size\":\"10m\"}} \"local\" \"x.slice\""
            + " \"/tmp/cid\" [\"label=disable\"]",
        asked(
            "PidMode",
            "IpcMode",
            "UTSMode",
            "UsernsMode",
            "GroupAdd",
            "LogConfig",
            "VolumeDriver",
            "CgroupParent",
            "ContainerIDFile",
            "SecurityOpt"));
    assertEquals(lab.type("docker inspect -f '{{.Id}}' one").strip(), lab.type("cat /tmp/cid"));
    refuses(
        "--cidfile /tmp/cid",
        "docker: container ID file found, make sure the other container isn't running or delete"
            + " /tmp/cid.");
  }

  @Test
  void the_command_line_refuses_what_cannot_be_read() {
    String head = "invalid argument \"%s\" for \"--%s\" flag: ";
    refuses(
        "--device-cgroup-rule nosuch",
        head.formatted("nosuch", "device-cgroup-rule") + "invalid device cgroup format 'nosuch'");
    refuses("--device-read-bps x", head.formatted("x", "device-read-bps") + "bad format: x");
    refuses(
        "--blkio-weight-device /dev/null:1",
        head.formatted("/dev/null:1", "blkio-weight-device")
            + "invalid weight for device: /dev/null:1");
    refuses(
        "--ulimit nofile=5:1",
        head.formatted("nofile=5:1", "ulimit")
            + "ulimit soft limit must be less than or equal to hard limit: 5 > 1");
    refuses("--log-driver none --log-opt a=b", "docker: invalid logging opts for driver none.");
    refuses("--label-file /nosuch", "docker: open /nosuch: no such file or directory.");
    refuses(
        "--platform nosuch",
        "docker: error parsing specified platform: \"nosuch\": unknown operating system or"
            + " architecture: invalid argument.");
    refuses(
        "--security-opt seccomp=/nosuch",
        "docker: opening seccomp profile (/nosuch) failed: open /nosuch: no such file or"
            + " directory.");
  }

  @Test
  void the_engine_refuses_what_cannot_be_had() {
    String head = "docker: Error response from daemon: ";
    refuses("--cpu-quota 1", head + "CPU cfs quota can not be less than 1ms (i.e. 1000).");
    refuses(
        "--cpus 1 --cpu-quota 5000",
        head + "Conflicting options: Nano CPUs and CPU Quota cannot both be set.");
    refuses(
        "--cpuset-cpus 99",
        head + "Requested CPUs are not available - requested 99, available: 0-1.");
    refuses(
        "--cpuset-mems 9",
        head + "Requested memory nodes are not available - requested 9, available: 0.");
    refuses(
        "--memory-reservation 1g -m 64m",
        head + "Minimum memory limit can not be less than memory reservation limit, see usage.");
    refuses(
        "--memory-swap 64m",
        head + "You should always set the Memory limit when using Memoryswap limit, see usage.");
    refuses("--log-opt nosuch=b", head + "unknown log opt 'nosuch' for json-file log driver.");
    refuses(
        "--storage-opt size=1",
        head + "--storage-opt is supported only for overlay over xfs with 'pquota' mount option.");
    refuses("--storage-opt nosuch=1", head + "Unknown option nosuch.");
  }

  @Test
  void what_is_not_there_is_seen_when_the_container_starts() {
    String head = "docker: Error response from daemon: ";
    assertEquals(
        head + "could not select device driver \"\" with capabilities: [[gpu]].\n",
        lab.type("docker run --rm --gpus all busybox true"));
    assertEquals(125, lab.status());
    assertEquals(
        head
            + "error gathering device information while adding custom device \"/nosuch\": no such"
            + " file or directory.\n",
        lab.type("docker run --rm --device /nosuch busybox true"));
    assertEquals(127, lab.status());
    assertEquals(
        head + "failed to initialize logging driver: invalid size: 'x'.\n",
        lab.type("docker run --rm --log-opt max-size=x busybox true"));
    assertEquals(
        head + "Unable to find group nosuch: no matching entries in group file.\n",
        lab.type("docker run --rm --group-add nosuch busybox true"));
  }

  @Test
  void further_groups_are_those_of_the_process() {
    assertEquals(
        "uid=0(root) gid=0(root) groups=0(root),29(audio),4242\n",
        lab.type("docker run --rm --group-add audio --group-add 4242 busybox id"));
  }

  @Test
  void the_name_of_the_host_is_shared() {
    assertEquals(lab.type("hostname"), lab.type("docker run --rm --uts host busybox hostname"));
    refuses(
        "--uts host -h x",
        "docker: Error response from daemon: conflicting options: hostname and the UTS mode.");
  }

  @Test
  void an_update_changes_what_is_told() {
    create("-m 64m --pids-limit 7");
    assertEquals("one\n", lab.type("docker update --memory-swap 256m --cpus 0.5 one"));
    assertEquals("one\n", lab.type("docker update -m 128m --restart always one"));
    assertEquals(
        "134217728 268435456 500000000 7 {\"Name\":\"always\",\"MaximumRetryCount\":0}",
        asked("Memory", "MemorySwap", "NanoCPUs", "PidsLimit", "RestartPolicy"));
  }

  @Test
  void an_update_that_contradicts_is_refused() {
    create("-m 64m --cpus 0.5");
    String id = lab.type("docker inspect -f '{{.Id}}' one").strip();
    String head = "Error response from daemon: Cannot update container " + id + ": ";
    assertEquals(
        head
            + "Memory limit should be smaller than already set memoryswap limit, update the"
            + " memoryswap at the same time\n",
        lab.type("docker update -m 1g one"));
    assertEquals(
        head
            + "Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set\n",
        lab.type("docker update --cpu-quota 5000 one"));
  }
}
