// How fast ns-3 moves Ethernet frames over bridges and routers, and TCP over a bridge.
// Prints one line of key=value pairs.
//
//   host --csma-- bridge --csma-- bridge ... --csma-- host      --mode=bridges
//   host --csma-- router --csma-- router ... --csma-- host      --mode=routers
//
// Links have 10 Gbit/s and 500 ns. ns-3 makes and verifies no checksums and its payloads hold no
// bytes, unless told otherwise; neither is turned on here.
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "ns3/applications-module.h"
#include "ns3/bridge-module.h"
#include "ns3/core-module.h"
#include "ns3/csma-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"

using namespace ns3;

namespace {

constexpr uint16_t kPort = 9;
constexpr uint16_t kRawType = 0x88b5;  // IEEE 802 local experimental
constexpr uint32_t kIpUdpBytes = 28;
constexpr uint32_t kSegmentBytes = 1448;

struct Options {
  std::string mode = "bridges";
  std::string traffic = "udp";
  uint32_t hops = 1;
  uint32_t payload = 18;
  uint64_t frames = 200000;
  double gapMicros = 10;
  double tcpMegabytes = 100;
  std::string pcap;
};

struct Counter {
  uint64_t received = 0;

  void Datagram(Ptr<Socket> socket) {
    while (socket->Recv()) {
      received++;
    }
  }

  bool Frame(Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&) {
    received++;
    return true;
  }
};

// Sends one packet after the other, a gap apart.
class Source {
 public:
  Source(const Options& options, uint64_t frames) : options_(options), left_(frames) {}
  virtual ~Source() = default;

  void Send() {
    if (left_ == 0) {
      return;
    }
    left_--;
    SendOne();
    Simulator::Schedule(NanoSeconds(options_.gapMicros * 1000), &Source::Send, this);
  }

 protected:
  virtual void SendOne() = 0;
  const Options& options_;

 private:
  uint64_t left_;
};

class UdpSource : public Source {
 public:
  UdpSource(const Options& options, Ptr<Socket> socket)
      : Source(options, options.frames), socket_(socket) {}

 protected:
  void SendOne() override { socket_->Send(Create<Packet>(options_.payload)); }

 private:
  Ptr<Socket> socket_;
};

class RawSource : public Source {
 public:
  RawSource(const Options& options, uint64_t frames, Ptr<NetDevice> from, Ptr<NetDevice> to)
      : Source(options, frames), from_(from), to_(to->GetAddress()) {}

 protected:
  void SendOne() override {
    from_->Send(Create<Packet>(options_.payload + kIpUdpBytes), to_, kRawType);
  }

 private:
  Ptr<NetDevice> from_;
  Address to_;
};

Options Parse(int argc, char** argv) {
  Options options;
  CommandLine line;
  line.AddValue("mode", "bridges, routers or tcp", options.mode);
  line.AddValue("traffic", "udp or raw (bridges only)", options.traffic);
  line.AddValue("hops", "bridges or routers in a row", options.hops);
  line.AddValue("payload", "bytes of UDP payload", options.payload);
  line.AddValue("frames", "how many", options.frames);
  line.AddValue("gap", "microseconds between frames", options.gapMicros);
  line.AddValue("megabytes", "to send by TCP", options.tcpMegabytes);
  line.AddValue("pcap", "prefix of capture files, none if empty", options.pcap);
  line.Parse(argc, argv);
  return options;
}

CsmaHelper Links() {
  CsmaHelper csma;
  csma.SetChannelAttribute("DataRate", StringValue("10Gbps"));
  csma.SetChannelAttribute("Delay", TimeValue(NanoSeconds(500)));
  return csma;
}

// Two hosts with bridges between them; returns the hosts' devices.
NetDeviceContainer Bridges(CsmaHelper& csma, const NodeContainer& hosts, uint32_t count) {
  NodeContainer middle;
  middle.Create(count);
  NodeContainer path(hosts.Get(0), middle, hosts.Get(1));
  std::vector<NetDeviceContainer> ports(path.GetN());
  for (uint32_t i = 0; i + 1 < path.GetN(); i++) {
    NetDeviceContainer link = csma.Install(NodeContainer(path.Get(i), path.Get(i + 1)));
    ports[i].Add(link.Get(0));
    ports[i + 1].Add(link.Get(1));
  }
  BridgeHelper bridge;
  for (uint32_t i = 1; i + 1 < path.GetN(); i++) {
    bridge.Install(path.Get(i), ports[i]);
  }
  return NetDeviceContainer(ports.front().Get(0), ports.back().Get(0));
}

// Two hosts with routers between them; returns the address of the far host.
Ipv4Address Routers(CsmaHelper& csma, const NodeContainer& hosts, uint32_t count) {
  NodeContainer middle;
  middle.Create(count);
  NodeContainer path(hosts.Get(0), middle, hosts.Get(1));
  InternetStackHelper().Install(path);
  Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
  Ipv4Address last;
  for (uint32_t i = 0; i + 1 < path.GetN(); i++) {
    NetDeviceContainer link = csma.Install(NodeContainer(path.Get(i), path.Get(i + 1)));
    last = addresses.Assign(link).GetAddress(1);
    addresses.NewNetwork();
  }
  Ipv4GlobalRoutingHelper::PopulateRoutingTables();
  return last;
}

Ptr<Socket> OpenUdp(Ptr<Node> node) {
  return Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
}

Ptr<PacketSink> Tcp(const Options& options, const NodeContainer& hosts, Ipv4Address to) {
  InetSocketAddress listen(Ipv4Address::GetAny(), kPort);
  PacketSinkHelper sinks("ns3::TcpSocketFactory", listen);
  ApplicationContainer sink = sinks.Install(hosts.Get(1));
  BulkSendHelper sender("ns3::TcpSocketFactory", InetSocketAddress(to, kPort));
  sender.SetAttribute("MaxBytes", UintegerValue(uint64_t(options.tcpMegabytes * 1e6)));
  sender.SetAttribute("SendSize", UintegerValue(10 * kSegmentBytes));
  sender.Install(hosts.Get(0)).Start(Seconds(0.1));
  return DynamicCast<PacketSink>(sink.Get(0));
}

}  // namespace

int main(int argc, char** argv) {
  Options options = Parse(argc, argv);
  // Nothing is lost while the first address is resolved.
  Config::SetDefault("ns3::ArpCache::PendingQueueSize", UintegerValue(10000));
  Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(kSegmentBytes));
  Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(1 << 20));
  Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(1 << 20));

  NodeContainer hosts;
  hosts.Create(2);
  CsmaHelper csma = Links();
  Counter counter;
  std::vector<std::unique_ptr<Source>> sources;
  Ptr<PacketSink> sink;
  Ipv4Address to;
  NetDeviceContainer ends;
  if (options.mode == "routers") {
    to = Routers(csma, hosts, options.hops);
  } else {
    ends = Bridges(csma, hosts, options.hops);
    if (options.mode == "tcp" || options.traffic == "udp") {
      InternetStackHelper().Install(hosts);
      to = Ipv4AddressHelper("10.0.0.0", "255.255.0.0").Assign(ends).GetAddress(1);
    }
  }

  if (options.mode == "tcp") {
    sink = Tcp(options, hosts, to);
  } else if (options.mode == "bridges" && options.traffic == "raw") {
    ends.Get(1)->SetReceiveCallback(MakeCallback(&Counter::Frame, &counter));
    // The bridges learn where the receiver is.
    sources.push_back(std::make_unique<RawSource>(options, 1, ends.Get(1), ends.Get(0)));
    Simulator::Schedule(MilliSeconds(1), &Source::Send, sources.back().get());
    sources.push_back(
        std::make_unique<RawSource>(options, options.frames, ends.Get(0), ends.Get(1)));
    Simulator::Schedule(MilliSeconds(100), &Source::Send, sources.back().get());
  } else {
    Ptr<Socket> receiver = OpenUdp(hosts.Get(1));
    receiver->Bind(InetSocketAddress(Ipv4Address::GetAny(), kPort));
    receiver->SetRecvCallback(MakeCallback(&Counter::Datagram, &counter));
    Ptr<Socket> sender = OpenUdp(hosts.Get(0));
    sender->Connect(InetSocketAddress(to, kPort));
    sources.push_back(std::make_unique<UdpSource>(options, sender));
    Simulator::Schedule(MilliSeconds(100), &Source::Send, sources.back().get());
  }
  if (!options.pcap.empty()) {
    csma.EnablePcapAll(options.pcap, false);
  }

  auto began = std::chrono::steady_clock::now();
  Simulator::Stop(Seconds(1000));
  Simulator::Run();
  std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
  uint64_t received = sink ? sink->GetTotalRx() / kSegmentBytes : counter.received;
  std::printf("mode=%s traffic=%s hops=%u payload=%u frames=%lu events=%lu ns=%.1f\n",
              options.mode.c_str(), options.traffic.c_str(), options.hops, options.payload,
              received, Simulator::GetEventCount(), took.count() / double(received));
  Simulator::Destroy();
  return received == 0;
}
