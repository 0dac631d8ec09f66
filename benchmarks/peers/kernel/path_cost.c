// What one UDP datagram costs the kernel from a socket in one network namespace to a socket in
// another: one thread on one CPU sends a batch and drains it, so that the softirq work of the path
// runs on the same CPU. Prints nanoseconds of wall clock per datagram received.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, PORT = 9000, BUFFER_BYTES = 8 << 20, WARM_UP = 20, ROUNDS = 64 };

static struct mmsghdr sent[BATCH], received[BATCH];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void enter(const char *namespace) {
  char path[200];
  snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
  int file = open(path, O_RDONLY);
  if (file < 0 || setns(file, CLONE_NEWNET)) {
    fail(path);
  }
  close(file);
}

static int udp_socket(int buffer_option) {
  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  int bytes = BUFFER_BYTES;
  if (udp < 0 || setsockopt(udp, SOL_SOCKET, buffer_option, &bytes, sizeof bytes)) {
    fail("socket");
  }
  return udp;
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static unsigned long drain(int udp) {
  unsigned long count = 0;
  int got;
  do {
    got = recvmmsg(udp, received, BATCH, MSG_DONTWAIT, 0);
    count += got > 0 ? got : 0;
  } while (got == BATCH);
  return count;
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "usage: path-cost FROM_NETNS TO_NETNS ADDRESS PAYLOAD_BYTES SECONDS CPU\n");
    return 2;
  }
  int payload = atoi(argv[4]);
  double duration = atof(argv[5]);
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(atoi(argv[6]), &cpus);
  sched_setaffinity(0, sizeof cpus, &cpus);

  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
  enter(argv[2]);
  int receiver = udp_socket(SO_RCVBUFFORCE);
  if (bind(receiver, (struct sockaddr *)&address, sizeof address)) {
    fail("bind");
  }
  enter(argv[1]);
  int sender = udp_socket(SO_SNDBUFFORCE);
  inet_aton(argv[3], &address.sin_addr);
  if (connect(sender, (struct sockaddr *)&address, sizeof address)) {
    fail("connect");
  }

  static char data[65536], space[BATCH][2048];
  static struct iovec out, in[BATCH];
  out = (struct iovec){data, payload};
  for (int i = 0; i < BATCH; i++) {
    in[i] = (struct iovec){space[i], sizeof space[i]};
    sent[i].msg_hdr = (struct msghdr){.msg_iov = &out, .msg_iovlen = 1};
    received[i].msg_hdr = (struct msghdr){.msg_iov = &in[i], .msg_iovlen = 1};
  }
  for (int i = 0; i < WARM_UP; i++) {  // ARP, and the bridges learn
    send(sender, data, payload, 0);
    usleep(20000);
  }
  drain(receiver);

  unsigned long count = 0;
  double began = seconds_now(), took;
  do {
    for (int i = 0; i < ROUNDS; i++) {
      sendmmsg(sender, sent, BATCH, 0);
      count += drain(receiver);
    }
    took = seconds_now() - began;
  } while (took < duration);
  printf("frames=%lu ns=%.1f\n", count, took * 1e9 / count);
  return count == 0;
}
