package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.drivers.template.GoType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The types that Docker's client has for what is inspected (moby `api/types`): what a template
/// finds there depends on them. From 29 on, addresses are `netip.Addr` and the like; before, they
/// are texts. Parts that no network has to do with are open.
public final class GoTypes {
  /// Type, then its fields: `Name=NameInJson:type`. The `?` types are texts up to 28; `V28/` is of
  /// what came with that style, `-V29/` of what went.
  private static final String STRUCTS =
      """
      container.State Status:string Running:bool Paused:bool Restarting:bool OOMKilled:bool\
       Dead:bool Pid:int ExitCode:int Error:string StartedAt:string FinishedAt:string\
       Health:*container.Health
      container.Health Status:string FailingStreak:int Log:[]*container.HealthcheckResult
      container.HealthcheckResult Start:time End:time ExitCode:int Output:string
      container.MountPoint Type:string Name:string Source:string Destination:string Driver:string\
       Mode:string RW:bool Propagation:string
      container.HealthConfig Test:[]string Interval:duration Timeout:duration\
       StartPeriod:duration StartInterval:duration Retries:int
      container.Config Hostname:string Domainname:string User:string AttachStdin:bool\
       AttachStdout:bool AttachStderr:bool ExposedPorts:map[port]nothing Tty:bool OpenStdin:bool\
       StdinOnce:bool Env:[]string Cmd:[]string Healthcheck:*container.HealthConfig\
       ArgsEscaped:bool Image:string Volumes:map[string]nothing WorkingDir:string\
       Entrypoint:[]string NetworkDisabled:bool MacAddress:string OnBuild:[]string\
       Labels:map[string]string StopSignal:string StopTimeout:*int Shell:[]string
      container.LogConfig Type:string Config:map[string]string
      container.RestartPolicy Name:string MaximumRetryCount:int
      network.PortBinding HostIP=HostIp:?addr HostPort:string
      network.EndpointIPAMConfig IPv4Address:?addr IPv6Address:?addr LinkLocalIPs:[]?addr
      network.EndpointSettings IPAMConfig:*network.EndpointIPAMConfig Links:[]string\
       Aliases:[]string DriverOpts:map[string]string GwPriority:V28/int NetworkID:string\
       EndpointID:string Gateway:?addr IPAddress:?addr MacAddress:?mac IPPrefixLen:int\
       IPv6Gateway:?addr GlobalIPv6Address:?addr GlobalIPv6PrefixLen:int DNSNames:V25/[]string
      network.Address Addr:string PrefixLen:int
      container.NetworkSettings SandboxID:string SandboxKey:string\
       Ports:map[port][]network.PortBinding Networks:map[string]*network.EndpointSettings
      types.NetworkSettings Bridge:string SandboxID:string HairpinMode:bool\
       LinkLocalIPv6Address:string LinkLocalIPv6PrefixLen:int\
       Ports:map[port][]network.PortBinding SandboxKey:string\
       SecondaryIPAddresses:[]network.Address SecondaryIPv6Addresses:[]network.Address\
       EndpointID:string Gateway:string GlobalIPv6Address:string GlobalIPv6PrefixLen:int\
       IPAddress:string IPPrefixLen:int IPv6Gateway:string MacAddress:string\
       Networks:map[string]*network.EndpointSettings
      container.HostConfig Binds:[]string ContainerIDFile:string LogConfig:container.LogConfig\
       NetworkMode:string PortBindings:map[port][]network.PortBinding\
       RestartPolicy:container.RestartPolicy AutoRemove:bool VolumeDriver:string\
       VolumesFrom:[]string ConsoleSize:[]int Annotations:map[string]string CapAdd:[]string\
       CapDrop:[]string CgroupnsMode:string DNS=Dns:[]?addr DNSOptions=DnsOptions:[]string\
       DNSSearch=DnsSearch:[]string ExtraHosts:[]string GroupAdd:[]string IpcMode:string\
       Cgroup:string Links:[]string OomScoreAdj:int PidMode:string Privileged:bool\
       PublishAllPorts:bool ReadonlyRootfs:bool SecurityOpt:[]string\
       StorageOpt:map[string]string Tmpfs:map[string]string UTSMode:string UsernsMode:string\
       ShmSize:int Sysctls:map[string]string Runtime:string Isolation:string\
       CPUShares=CpuShares:int Memory:int NanoCPUs=NanoCpus:int CgroupParent:string\
       BlkioWeight:int BlkioWeightDevice:[]open BlkioDeviceReadBps:[]open\
       BlkioDeviceWriteBps:[]open BlkioDeviceReadIOps:[]open BlkioDeviceWriteIOps:[]open\
       CPUPeriod=CpuPeriod:int CPUQuota=CpuQuota:int CPURealtimePeriod=CpuRealtimePeriod:int\
       CPURealtimeRuntime=CpuRealtimeRuntime:int CpusetCpus:string CpusetMems:string\
       Devices:[]container.DeviceMapping DeviceCgroupRules:[]string DeviceRequests:[]open\
       MemoryReservation:int\
       MemorySwap:int MemorySwappiness:*int OomKillDisable:*bool PidsLimit:*int Ulimits:[]open\
       CPUCount=CpuCount:int CPUPercent=CpuPercent:int IOMaximumIOps:int IOMaximumBandwidth:int\
       Mounts:[]open MaskedPaths:[]string ReadonlyPaths:[]string Init:*bool
      container.DeviceMapping PathOnHost:string PathInContainer:string CgroupPermissions:string
      container.InspectResponse ID=Id:string Created:string Path:string Args:[]string\
       State:*container.State Image:string ResolvConfPath:string HostnamePath:string\
       HostsPath:string LogPath:string Name:string RestartCount:int Driver:string\
       Platform:string MountLabel:string ProcessLabel:string AppArmorProfile:string\
       ExecIDs:[]string HostConfig:*container.HostConfig GraphDriver:open Storage:open\
       SizeRw:*int SizeRootFs:*int Mounts:[]container.MountPoint Config:*container.Config\
       NetworkSettings:*?container.NetworkSettings ImageManifestDescriptor:open
      network.IPAMConfig Subnet:?prefix IPRange:?prefix Gateway:?addr\
       AuxAddress=AuxiliaryAddresses:map[string]?addr
      network.IPAM Driver:string Options:map[string]string Config:[]network.IPAMConfig
      network.ConfigReference Network:string
      network.PeerInfo Name:string IP:?addr
      network.EndpointResource Name:string EndpointID:string MacAddress:?mac\
       IPv4Address:?prefix IPv6Address:?prefix
      network.SubnetStatus IPsInUse:int DynamicIPsAvailable:int
      network.IPAMStatus Subnets:map[prefix]network.SubnetStatus
      network.Status IPAM:network.IPAMStatus
      network.Task Name:string EndpointID:string EndpointIP:?addr Info:map[string]string
      network.ServiceInfo VIP:?addr Ports:[]string LocalLBIndex:int Tasks:[]network.Task
      network.Inspect Name:string ID=Id:string Created:time Scope:string Driver:string\
       EnableIPv4:V28/bool EnableIPv6:bool IPAM:network.IPAM Internal:bool Attachable:bool\
       Ingress:bool ConfigFrom:network.ConfigReference ConfigOnly:bool\
       Options:map[string]string Labels:map[string]string Peers:[]network.PeerInfo\
       Containers:map[string]network.EndpointResource\
       Services:map[string]network.ServiceInfo Status:V29/*network.Status
      volume.Volume ClusterVolume:*open CreatedAt:string Driver:string\
       Labels:map[string]string Mountpoint:string Name:string Options:map[string]string\
       Scope:string Status:map[string]open UsageData:*open
      swarm.Version Index:int
      swarm.PortConfig Name:string Protocol:string TargetPort:int PublishedPort:int\
       PublishMode:string
      swarm.EndpointVirtualIP NetworkID:string Addr:?prefix
      swarm.Endpoint Spec:swarm.EndpointSpec Ports:[]swarm.PortConfig\
       VirtualIPs:[]swarm.EndpointVirtualIP
      swarm.EndpointSpec Mode:string Ports:[]swarm.PortConfig
      swarm.Service ID:string Version:swarm.Version CreatedAt:time UpdatedAt:time\
       Spec:swarm.ServiceSpec PreviousSpec:*swarm.ServiceSpec Endpoint:swarm.Endpoint\
       UpdateStatus:*swarm.UpdateStatus ServiceStatus:*swarm.ServiceStatus\
       JobStatus:*swarm.JobStatus
      swarm.ServiceSpec Name:string Labels:map[string]string TaskTemplate:swarm.TaskSpec\
       Mode:swarm.ServiceMode UpdateConfig:*swarm.UpdateConfig\
       RollbackConfig:*swarm.UpdateConfig Networks:[]swarm.NetworkAttachmentConfig\
       EndpointSpec:*swarm.EndpointSpec
      swarm.ServiceMode Replicated:*swarm.ReplicatedService Global:*swarm.GlobalService\
       ReplicatedJob:*swarm.ReplicatedJob GlobalJob:*swarm.GlobalJob
      swarm.ReplicatedService Replicas:*int
      swarm.GlobalService
      swarm.ReplicatedJob MaxConcurrent:*int TotalCompletions:*int
      swarm.GlobalJob
      swarm.UpdateConfig Parallelism:int Delay:duration FailureAction:string Monitor:duration\
       MaxFailureRatio:open Order:string
      swarm.UpdateStatus State:string StartedAt:*time CompletedAt:*time Message:string
      swarm.ServiceStatus RunningTasks:int DesiredTasks:int CompletedTasks:int
      swarm.JobStatus JobIteration:swarm.Version LastExecution:time
      swarm.TaskSpec ContainerSpec:*swarm.ContainerSpec PluginSpec:*open\
       NetworkAttachmentSpec:*open Resources:*swarm.ResourceRequirements\
       RestartPolicy:*swarm.RestartPolicy Placement:*swarm.Placement\
       Networks:[]swarm.NetworkAttachmentConfig LogDriver:*swarm.Driver ForceUpdate:int\
       Runtime:string
      swarm.NetworkAttachmentConfig Target:string Aliases:[]string DriverOpts:map[string]string
      swarm.Driver Name:string Options:map[string]string
      swarm.ResourceRequirements Limits:*swarm.Limit Reservations:*swarm.Resources\
       SwapBytes:V29/*int MemorySwappiness:V29/*int
      swarm.Limit NanoCPUs:int MemoryBytes:int Pids:int
      swarm.Resources NanoCPUs:int MemoryBytes:int GenericResources:[]open
      swarm.Placement Constraints:[]string Preferences:[]swarm.PlacementPreference\
       MaxReplicas:int Platforms:[]open
      swarm.PlacementPreference Spread:*swarm.SpreadOver
      swarm.SpreadOver SpreadDescriptor:string
      swarm.RestartPolicy Condition:string Delay:*duration MaxAttempts:*int Window:*duration
      swarm.ContainerSpec Image:string Labels:map[string]string Command:[]string Args:[]string\
       Hostname:string Env:[]string Dir:string User:string Groups:[]string Privileges:*open\
       Init:*bool StopSignal:string TTY:bool OpenStdin:bool ReadOnly:bool\
       Mounts:[]mount.Mount StopGracePeriod:*duration Healthcheck:*container.HealthConfig\
       Hosts:[]string DNSConfig:*swarm.DNSConfig Secrets:[]*swarm.SecretReference\
       Configs:[]*swarm.ConfigReference Isolation:string\
       Sysctls:map[string]string CapabilityAdd:[]string CapabilityDrop:[]string Ulimits:[]open\
       OomScoreAdj:V27/int
      swarm.DNSConfig Nameservers:[]?addr Search:[]string Options:[]string
      swarm.TaskStatus Timestamp:time State:string Message:string Err:string\
       ContainerStatus:*swarm.ContainerStatus PortStatus:swarm.PortStatus
      swarm.ContainerStatus ContainerID:string PID:int ExitCode:int
      swarm.PortStatus Ports:[]swarm.PortConfig
      swarm.Task ID:string Version:swarm.Version CreatedAt:time UpdatedAt:time Name:string\
       Labels:map[string]string Spec:swarm.TaskSpec ServiceID:string Slot:int NodeID:string\
       Status:swarm.TaskStatus DesiredState:string NetworksAttachments:[]open\
       GenericResources:[]open JobIteration:*swarm.Version Volumes:V25/[]open
      swarm.Node ID:string Version:swarm.Version CreatedAt:time UpdatedAt:time\
       Spec:swarm.NodeSpec Description:swarm.NodeDescription Status:swarm.NodeStatus\
       ManagerStatus:*swarm.ManagerStatus
      swarm.NodeSpec Name:string Labels:map[string]string Role:string Availability:string
      swarm.NodeDescription Hostname:string Platform:swarm.Platform Resources:swarm.Resources\
       Engine:swarm.EngineDescription TLSInfo:open CSIInfo:V25/[]open
      swarm.Platform Architecture:string OS:string
      swarm.EngineDescription EngineVersion:string Labels:map[string]string Plugins:[]open
      swarm.NodeStatus State:string Message:string Addr:string
      swarm.ManagerStatus Leader:bool Reachability:string Addr:string
      mount.Mount Type:string Source:string Target:string ReadOnly:bool Consistency:string\
       BindOptions:*open VolumeOptions:*open ImageOptions:V28/*open TmpfsOptions:*open\
       ClusterOptions:V25/*open
      swarm.SecretReference File:*swarm.FileTarget SecretID:string SecretName:string
      swarm.ConfigReference File:*swarm.FileTarget Runtime:*open ConfigID:string\
       ConfigName:string
      swarm.FileTarget Name:string UID:string GID:string Mode:filemode
      swarm.Secret ID:string Version:swarm.Version CreatedAt:time UpdatedAt:time\
       Spec:swarm.SecretSpec
      swarm.SecretSpec Name:string Labels:map[string]string Data:bytes Driver:*swarm.Driver\
       Templating:*swarm.Driver
      swarm.Config ID:string Version:swarm.Version CreatedAt:time UpdatedAt:time\
       Spec:swarm.ConfigSpec
      swarm.ConfigSpec Name:string Labels:map[string]string Data:bytes Templating:*swarm.Driver
      events.Actor ID:string Attributes:map[string]string
      events.Message Type:string Action:string Actor:events.Actor Scope=scope:string\
       Time=time:int TimeNano=timeNano:int\
       Status=status:-V29/string ID=id:-V29/string From=from:-V29/string
      """;

  private final InspectStyle style;
  private final boolean hasAddresses;
  private final Map<String, List<String>> structs = new HashMap<>();
  private final Map<String, GoType> known = new HashMap<>();

  private GoTypes(InspectStyle style) {
    this.style = style;
    this.hasAddresses = style.isAtLeast(InspectStyle.V29);
    STRUCTS
        .lines()
        .forEach(line -> {
          List<String> words = List.of(line.split(" ", -1));
          structs.put(words.getFirst(), words.subList(1, words.size()));
        });
  }

  /// The types of the client of an engine.
  public static GoTypes of(EngineProfile profile) {
    return new GoTypes(profile.inspect());
  }

  /// A type by its name.
  public GoType type(String name) {
    GoType found = known.get(name);
    if (found == null) {
      found = made(name);
      known.put(name, found);
    }
    return found;
  }

  private GoType made(String name) {
    if (name.startsWith("?")) {
      return differing(name.substring(1));
    }
    if (name.startsWith("*")) {
      return new GoType.Pointer(type(name.substring(1)));
    }
    if (name.startsWith("[]")) {
      return new GoType.Slice(type(name.substring(2)));
    }
    if (name.startsWith("map[")) {
      int close = name.indexOf(']');
      return new GoType.Mapping(type(name.substring(4, close)), type(name.substring(close + 1)));
    }
    return switch (name) {
      case "string" -> GoType.STRING;
      case "int" -> GoType.INT;
      case "bool" -> GoType.BOOL;
      case "open" -> GoType.OPEN;
      case "nothing" -> new GoType.Struct("struct {}", List.of());
      case "time" -> opaque("time.Time");
      case "duration" -> new GoType.Basic("time.Duration", GoType.Kind.INT);
      case "addr" -> opaque("netip.Addr");
      case "prefix" -> opaque("netip.Prefix");
      case "filemode" -> new GoType.Basic("fs.FileMode", GoType.Kind.INT);
      case "bytes" -> new GoType.Basic("[]uint8", GoType.Kind.BYTES);
      case "mac" -> new GoType.Basic("network.HardwareAddr", GoType.Kind.BYTES);
      case "port" ->
          hasAddresses ? opaque("network.Port") : new GoType.Basic("nat.Port", GoType.Kind.STRING);
      default -> struct(name);
    };
  }

  private static GoType opaque(String name) {
    return new GoType.Basic(name, GoType.Kind.OPAQUE);
  }

  private GoType differing(String name) {
    if (hasAddresses) {
      return type(name);
    }
    return name.equals("container.NetworkSettings") ? type("types.NetworkSettings") : GoType.STRING;
  }

  private GoType struct(String name) {
    List<GoType.Field> fields = new ArrayList<>();
    for (String text : structs.getOrDefault(name, List.of())) {
      int colon = text.indexOf(':');
      String names = text.substring(0, colon);
      int equals = names.indexOf('=');
      int slash = text.indexOf('/');
      if (slash < 0 || isThere(text.substring(colon + 1, slash))) {
        fields.add(
            new GoType.Field(
                equals < 0 ? names : names.substring(0, equals),
                equals < 0 ? names : names.substring(equals + 1),
                type(text.substring(Math.max(colon, slash) + 1))));
      }
    }
    return new GoType.Struct(name, List.copyOf(fields));
  }

  private boolean isThere(String since) {
    boolean isGone = since.startsWith("-");
    return style.isAtLeast(InspectStyle.valueOf(isGone ? since.substring(1) : since)) != isGone;
  }
}
