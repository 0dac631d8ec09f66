package dev.drydock.scenarios.tools.docker.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Images that get names, are made of containers and go again, as Docker 20.10.24 was seen to do
/// it.
class ImagesTest {
  private static final String NAMES = "docker images --format '{{.Repository}}:{{.Tag}}' | sort";

  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  @Test
  void those_that_the_lab_declares_are_there_from_the_start() {
    assertEquals("net:latest\nweb:latest\n", lab.type(NAMES));
    assertEquals("web\n", lab.type("docker images --format '{{.Repository}}' 'w*'"));
    assertEquals(
        "Error response from daemon: Invalid filter 'nosuch'\n",
        lab.type("docker images -f nosuch=1"));
    assertEquals(
        "Error response from daemon: No such image: nosuch:latest\n",
        lab.type("docker images -f since=nosuch"));
  }

  @Test
  void a_tag_is_one_more_name_of_the_same_image() {
    assertEquals("", lab.type("docker tag web registry.test:5000/team/web:2"));
    assertEquals("net:latest\nregistry.test:5000/team/web:2\nweb:latest\n", lab.type(NAMES));
    lab.type("docker run -d --name two registry.test:5000/team/web:2");
    assertEquals("<html>hello</html>\n", lab.type("docker exec two wget -qO- http://127.0.0.1/"));
    assertEquals("Untagged: web:latest\n", lab.type("docker rmi web"));
    assertTrue(
        lab.type("docker rmi registry.test:5000/team/web:2")
            .startsWith(
                "Error response from daemon: conflict: unable to remove repository reference"
                    + " \"registry.test:5000/team/web:2\" (must force) - container "));
    lab.type("docker rm -f two");
    String gone = lab.type("docker rmi registry.test:5000/team/web:2");
    assertTrue(
        gone.matches(
            "Untagged: registry\\.test:5000/team/web:2\n(Deleted: sha256:[0-9a-f]{64}\n){2}"),
        gone);
  }

  @Test
  void what_cannot_be_tagged_is_said_in_dockers_words() {
    assertEquals(
        "Error parsing reference: \"Foo\" is not a valid repository/tag: invalid reference format:"
            + " repository name must be lowercase\n",
        lab.type("docker tag web Foo"));
    assertEquals(
        "Error response from daemon: No such image: nosuch:latest\n",
        lab.type("docker tag nosuch x"));
    assertTrue(
        lab.type("docker commit").startsWith("\"docker commit\" requires at least 1 and at most 2"),
        "words");
  }

  @Test
  void a_commit_keeps_servers_files_and_settings() {
    lab.with("docker run -d --name one web", "docker exec one rm /www/big.txt");
    lab.type("docker exec one sh -c 'echo new > /www/index.html; mkdir /cfg; echo 2 > /cfg/a'");
    String id = lab.type("docker commit -c 'WORKDIR /cfg' -c 'ENV MODE=x' -m why one own:1");
    assertTrue(id.matches("sha256:[0-9a-f]{64}\n"), id);
    lab.type("docker run -d --name two own:1");
    assertEquals("new\n", lab.type("docker exec one wget -qO- http://172.17.0.3/"));
    assertEquals("index.html\n2\n", lab.type("docker exec two sh -c 'ls /www; cat a'"));
    assertEquals("x\n", lab.type("docker exec two sh -c 'echo $MODE'"));
    assertEquals(
        "2 why\n",
        lab.type("docker image inspect -f " + "'{{len .RootFS.Layers}} {{.Comment}}' own:1"));
    assertEquals("two\n", lab.type("docker ps --filter ancestor=own:1 --format '{{.Names}}'"));
    assertEquals(2, lab.type("docker ps -q --filter ancestor=web").lines().count());
    assertEquals(
        "why 6B\n 0B\n", lab.type("docker history --format '{{.Comment}} {{.Size}}' own:1"));
  }

  @Test
  void a_command_in_a_commit_takes_the_place_of_the_servers() {
    lab.type("docker run --name one web sh -c 'echo a > /new'");
    lab.type("docker commit -c 'CMD [\"cat\",\"/new\"]' one own");
    assertEquals("a\n", lab.type("docker run --rm own"));
    assertEquals("[cat /new]\n", lab.type("docker inspect -f '{{.Config.Cmd}}' own"));
    assertEquals(
        "Error response from daemon: RUN is not a valid change command\n",
        lab.type("docker commit -c 'RUN x' one"));
  }

  @Test
  void images_without_names_are_pruned_with_their_layers() {
    lab.with("docker run --name one web sh -c 'echo abc > /x'", "docker commit one own:1");
    lab.with("docker run -d --name two own:1", "docker rmi -f own:1");
    String id = lab.type("docker inspect -f '{{.Image}}' two").substring(7, 19);
    assertEquals(id + "\n", lab.type("docker ps --format '{{.Image}}'"));
    assertEquals("Total reclaimed space: 0B\n", lab.type("docker image prune -f"));
    lab.type("docker rm -f two");
    assertTrue(
        lab.type("docker image prune -f").endsWith("\n\nTotal reclaimed space: 4B\n"), "pruned");
    assertEquals("net:latest\nweb:latest\n", lab.type(NAMES));
  }

  @Test
  void twice_the_same_is_one_layer() {
    lab.type("docker run --name one web sh -c 'echo abc > /x'");
    lab.with("docker commit one own:1", "docker commit one own:2");
    assertEquals(2, lab.type("docker rmi own:1").lines().count());
    assertEquals(3, lab.type("docker rmi own:2").lines().count());
  }

  @Test
  void what_is_in_layers_is_counted() {
    lab.type("docker run --name one web sh -c 'echo abc > /x'");
    assertEquals(
        "4B (virtual 4B)\n", lab.type("docker ps -a -s --format '{{.Size}}' --filter name=one"));
    assertTrue(
        lab.type("docker system df").contains("\nContainers      1         0         4B"), "df");
    assertTrue(
        lab.type("docker container prune -f").endsWith("\nTotal reclaimed space: 4B\n"), "pruned");
  }

  @Test
  void an_image_is_needed_by_those_made_of_it() {
    lab.with("docker run --name one web true", "docker commit one own", "docker rm one");
    String id = lab.type("docker image inspect -f '{{.Id}}' web").substring(7, 19);
    assertEquals(
        "Error response from daemon: conflict: unable to delete %s (cannot be forced) - image has dependent child images\n"
            .formatted(id),
        lab.type("docker rmi " + id));
    assertEquals("Untagged: web:latest\n", lab.type("docker rmi web"));
    assertEquals(5, lab.type("docker rmi own").lines().count(), "with the one that has no name");
  }
}
