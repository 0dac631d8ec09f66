package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Secrets, configs, locks and certificates of a swarm (swarmkit `manager/controlapi`, docker/cli
/// `command/secret`, `config`, `swarm`).
class SwarmObjectsTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  @Test
  void tasks_find_secrets_and_configs_as_files() {
    ok("a$ printf hush | docker secret create password -");
    ok("a$ printf 'on {{.Node.Hostname}}' > where");
    ok("a$ docker config create --template-driver golang where where");
    ok("a$ printf plain | docker config create -l a=b plain -");
    ok(
        "a$ docker service create -d --name web --secret password --config"
            + " source=where,target=/etc/where,mode=0400 --config plain"
            + " --constraint node.hostname==b --stop-grace-period 0s net sleep 1000");
    pass(2);
    String in = "b$ docker exec $(docker ps -lq) cat ";
    assertEquals("hush", type(in + "/run/secrets/password"));
    assertEquals("on b", type(in + "/etc/where"));
    assertEquals("plain", type(in + "/plain"));
    ok("a$ docker service update -d --secret-rm password --config-rm plain web");
    pass(3);
    assertTrue(type(in + "/run/secrets/password").contains("No such file"));
    assertEquals("on b", type(in + "/etc/where"));
  }

  @Test
  void what_services_use_stays_and_what_they_ask_for_must_be_there() {
    ok("a$ printf hush | docker secret create one -");
    ok("a$ docker service create -d --name web --secret one net sleep 1000");
    ok("a$ docker service create -d --name app --secret one net sleep 1000");
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = secret 'one' is in"
            + " use by the following services: web, app\n",
        type("a$ docker secret rm one"));
    assertEquals(1, lab.status());
    assertEquals(
        "secret not found: two\n", type("a$ docker service create --secret two net sleep 1"));
    assertEquals(
        "duplicate config target for two not allowed\n",
        type(
            "a$ docker service create --config source=one,target=x --config source=two,target=x"
                + " net"));
    assertTrue(
        type("a$ docker service create --config target=x net")
            .contains("invalid argument \"target=x\" for \"--config\" flag: source is required"));
    ok("a$ docker service rm web");
    assertTrue(type("a$ docker secret rm one").contains("following service: app\n"));
    ok("a$ docker service rm app");
    assertEquals("one\n", type("a$ docker secret rm one"));
  }

  @Test
  void names_and_contents_are_checked() {
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = invalid name, only 64"
            + " [a-zA-Z0-9-_.] characters allowed, and the start and end character must be"
            + " [a-zA-Z0-9]\n",
        type("a$ printf x | docker secret create -- -a -"));
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = secret data must be"
            + " larger than 0 and less than 512000 bytes\n",
        type("a$ printf '' | docker secret create one -"));
    assertEquals(
        "Error reading content from \"no\": open no: no such file or directory\n",
        type("a$ docker secret create one no"));
    assertEquals("open no: no such file or directory\n", type("a$ docker config create one no"));
    ok("a$ printf x | docker config create one -");
    assertEquals(
        "Error response from daemon: rpc error: code = AlreadyExists desc = config one already"
            + " exists\n",
        type("a$ printf x | docker config create one -"));
    assertTrue(type("a$ docker config rm two").contains("wo"));
    assertEquals(1, lab.status());
  }

  @Test
  void they_are_listed_by_name_and_shown() {
    ok("a$ printf x | docker config create -l tier=back zoo -");
    ok("a$ printf y | docker config create ant -");
    assertEquals(
        "ant \nzoo tier=back\n", type("a$ docker config ls --format '{{.Name}} {{.Labels}}'"));
    assertEquals("zoo\n", type("a$ docker config ls -f label=tier --format '{{.Name}}'"));
    String pretty = type("a$ docker config inspect --pretty zoo");
    assertTrue(
        pretty.matches("(?s)ID:\t\t\t[a-z0-9]{25}\nName:\t\t\tzoo\nLabels:\n - tier=back\n.*"));
    assertTrue(pretty.endsWith(" utc\nData:\nx\n"), pretty);
    assertTrue(type("a$ docker secret ls").matches("ID +NAME +DRIVER +CREATED +UPDATED\n"));
  }

  @Test
  void a_stack_brings_its_own() {
    ok("a$ printf hush > pass.txt");
    ok(
        "a$ printf 'version: \"3.8\"\nservices:\n  web:\n    image: net\n    command: sleep 1000\n    secrets: [pass]\n    configs: [{ source: page, target: /www/page }]\nsecrets:\n  pass: { file: ./pass.txt }\nconfigs:\n  page: { external: true }\n' > stack.yml"
            .replace("\n", "\\n"));
    assertTrue(
        type("a$ docker stack deploy -c stack.yml shop").endsWith("config not found: page\n"));
    ok("a$ printf hello | docker config create page -");
    assertTrue(type("a$ docker stack deploy -c stack.yml shop").contains("Creating service"));
    pass(2);
    String node = type("a$ docker service ps --format '{{.Node}}' shop_web").strip();
    assertEquals("hush", type(node + "$ docker exec $(docker ps -lq) cat /run/secrets/pass"));
    assertEquals("hello", type(node + "$ docker exec $(docker ps -lq) cat /www/page"));
    ok("a$ printf other > pass.txt");
    assertTrue(
        type("a$ docker stack deploy -c stack.yml shop")
            .endsWith(
                "failed to update secret shop_pass: Error response from daemon: rpc error: code ="
                    + " InvalidArgument desc = only updates to Labels are allowed\n"));
    String gone = type("a$ docker stack rm shop");
    assertTrue(gone.contains("Removing secret shop_pass\n"), gone);
    assertEquals("page\n", type("a$ docker config ls --format '{{.Name}}'"));
  }

  @Test
  void a_manager_that_is_restarted_waits_for_its_key() {
    assertEquals("no unlock key is set\n", type("a$ docker swarm unlock-key"));
    assertEquals(
        "cannot rotate because autolock is not turned on\n",
        type("a$ docker swarm unlock-key --rotate"));
    String said = type("a$ docker swarm update --autolock=true");
    assertTrue(
        said.matches("(?s)Swarm updated.\nTo unlock a swarm .*\n    SWMKEY-1-[\\w+/]{43}\n.*"),
        said);
    String old = type("a$ docker swarm unlock-key -q");
    String key = type("a$ docker swarm unlock-key -q --rotate");
    assertNotEquals(old, key);
    assertEquals("Error: swarm is not locked\n", type("a$ docker swarm unlock"));
    ok("a$ docker service create -d --name web --constraint node.hostname==a net sleep 1000");
    pass(1);

    ok("a$ systemctl restart docker");

    assertEquals(
        "Error response from daemon: Swarm is encrypted and needs to be unlocked before it can be"
            + " used. Please use \"docker swarm unlock\" to unlock it.\n",
        type("a$ docker node ls"));
    assertTrue(type("a$ docker info").contains("Swarm: locked\n"));
    assertEquals(
        "Error response from daemon: swarm could not be unlocked: invalid key provided\n",
        type("a$ echo " + old.strip() + " | docker swarm unlock"));
    assertEquals(
        "Error response from daemon: invalid key string\n",
        type("a$ echo x | docker swarm unlock"));
    pass(30);
    assertEquals("", type("a$ docker ps -q"));
    ok("a$ echo " + key.strip() + " | docker swarm unlock");
    pass(20);
    assertTrue(type("a$ docker service ls").contains("1/1"), type("a$ docker service ps web"));
    assertTrue(type("a$ docker info").contains("Autolock Managers: true"));
    ok("a$ docker swarm update --autolock=false");
    ok("a$ systemctl restart docker");
    assertTrue(type("a$ docker node ls").contains("Leader"));
  }

  @Test
  void the_root_certificate_is_shown_and_made_anew() throws CertificateException {
    String root = type("a$ docker swarm ca");
    assertEquals("CN=swarm-ca", certificate(root).getSubjectX500Principal().getName());
    assertEquals(Integer.MAX_VALUE, certificate(root).getBasicConstraints(), "is an authority");
    assertEquals(root, type("a$ docker swarm ca"));
    String token = type("a$ docker swarm join-token -q worker");
    assertEquals(
        "`--cert-expiry` flag requires the `--rotate` flag to update the CA\n",
        type("a$ docker swarm ca --cert-expiry 48h"));
    String shown = type("a$ docker swarm ca --rotate");
    assertTrue(shown.matches("(?s)desired root digest: sha256:[0-9a-f]{64}\n.*"), shown);
    assertTrue(shown.contains("=>] 2/2 nodes\n  rotated CA certificates:   [="), shown);
    assertNotEquals(root, type("a$ docker swarm ca"));
    assertNotEquals(token, type("a$ docker swarm join-token -q worker"));
    assertTrue(type("a$ docker info").contains("Force Rotate: 1"));
  }

  @Test
  void options_for_names_and_sysctls_reach_the_tasks() {
    ok(
        "a$ docker service create -d --name web --constraint node.hostname==b --dns 9.9.9.9 --host"
            + " db:10.1.1.1 --sysctl net.ipv4.ip_forward=0 --container-label a=b --entrypoint sleep"
            + " --stop-grace-period 0s net 1000");
    pass(1);
    String in = "b$ docker exec $(docker ps -lq) ";
    assertTrue(type(in + "cat /etc/hosts").contains("10.1.1.1\tdb\n"));
    assertTrue(type(in + "cat /etc/resolv.conf").contains("9.9.9.9"));
    assertEquals("0\n", type(in + "cat /proc/sys/net/ipv4/ip_forward"));
    assertEquals(
        "b\n", type("b$ docker inspect -f '{{index .Config.Labels \"a\"}}' $(docker ps -lq)"));
    ok("a$ docker service update -d --host-rm db:10.1.1.1 --dns-rm 9.9.9.9 web");
    pass(1);
    assertFalse(type(in + "cat /etc/hosts").contains("10.1.1.1"));
    assertTrue(
        type("a$ docker service create --dns x net")
            .contains("invalid argument \"x\" for \"--dns\" flag: "));
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = name must be valid as"
            + " a DNS name component\n",
        type("a$ docker service create --name a.b net"));
  }

  private static X509Certificate certificate(String pem) throws CertificateException {
    InputStream text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(text);
  }
}
