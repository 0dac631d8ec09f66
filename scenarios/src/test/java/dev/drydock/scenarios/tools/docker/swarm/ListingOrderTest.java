package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// In what order the client lists what a swarm has (docker/cli 20.10.24, `NaturalLess`; sessions of
/// 20.10.24).
class ListingOrderTest {
  @AutoClose private final TypedLab lab = SwarmOfTwo.start();

  @Test
  void nodes_are_listed_by_name_whoever_came_first() {
    lab.with("b$ docker swarm init");
    String token = lab.type("b$ docker swarm join-token -q worker").strip();
    lab.with("a$ docker swarm join --token " + token + " 10.9.0.2");
    assertEquals("a\nb\n", lab.type("b$ docker node ls --format '{{.Hostname}}'"));
  }

  @Test
  void tenths_come_after_second_ones() {
    lab.with(
        "a$ docker swarm init",
        "a$ docker network create -d overlay n10",
        "a$ docker network create -d overlay n9",
        "a$ docker service create -d --name s10 --network n9 --replicas 11 net sleep 1000",
        "a$ docker service create -d --name s9 --network n9 net sleep 1000",
        "a$ docker volume create v10",
        "a$ docker volume create v9");
    assertEquals("s9\ns10\n", lab.type("a$ docker service ls --format '{{.Name}}'"));
    assertEquals(
        "n9\nn10\n", lab.type("a$ docker network ls --format '{{.Name}}' -f 'name=^n[0-9]'"));
    assertEquals("v9\nv10\n", lab.type("a$ docker volume ls -q"));
    assertEquals(
        "s10.9\ns10.10\ns10.11\n",
        lab.type("a$ docker service ps s10 --format '{{.Name}}' | tail -3"));
  }
}
