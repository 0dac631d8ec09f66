package dev.drydock.scenarios.servers;

import dev.drydock.core.app.http.ApacheHttpd;
import dev.drydock.core.app.http.BusyboxHttpd;
import dev.drydock.core.app.http.HttpProgram;
import dev.drydock.core.app.http.HttpSite;
import dev.drydock.core.app.http.Nginx;
import dev.drydock.core.app.http.PythonHttpServer;
import dev.drydock.core.app.http.Whoami;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What web servers show: the files they are given, else the page of their image.
final class Sites {
  private static final String NGINX_PAGE =
      """
      <!DOCTYPE html>
      <html>
      <head>
      <title>Welcome to nginx!</title>
      <style>
      html { color-scheme: light dark; }
      body { width: 35em; margin: 0 auto;
      font-family: Tahoma, Verdana, Arial, sans-serif; }
      </style>
      </head>
      <body>
      <h1>Welcome to nginx!</h1>
      <p>If you see this page, the nginx web server is successfully installed and
      working. Further configuration is required.</p>

      <p>For online documentation and support please refer to
      <a href="http://nginx.org/">nginx.org</a>.<br/>
      Commercial support is available at
      <a href="http://nginx.com/">nginx.com</a>.</p>

      <p><em>Thank you for using nginx.</em></p>
      </body>
      </html>
      """;

  private static final String APACHE_PAGE = "<html><body><h1>It works!</h1></body></html>\n";

  /// BusyBox's httpd of a build with CGI, as in the images of Docker Hub.
  static final String BUSYBOX_WITH_CGI = "busybox-httpd-cgi";

  private Sites() {}

  /// The program of a server.
  ///
  /// @param hostname what it calls its host
  static HttpProgram program(
      Serve.Http serve, String hostname, Netns namespace, DocumentRoot documents) {
    HttpSite site = new HttpSite(Calendar.at(0)).in(documents.of(serve));
    files(serve, hostname).forEach(site::with);
    return switch (serve.server()) {
      case "nginx" -> new Nginx(site);
      case "httpd" -> new ApacheHttpd(site);
      case PythonOptions.SERVER -> new PythonHttpServer(site);
      case WhoamiOptions.SERVER -> {
        String name = WhoamiOptions.name(documents.words());
        yield new Whoami(name, hostname, () -> addresses(namespace));
      }
      case BUSYBOX_WITH_CGI -> new BusyboxHttpd(site, true);
      default -> new BusyboxHttpd(site);
    };
  }

  /// The files of a server: those it is given, else the page of its image.
  static Map<String, byte[]> files(Serve.Http serve, String hostname) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    serve.files().forEach((path, content) -> files.put(path, content.toBytes()));
    if (files.isEmpty() && !serve.server().equals(PythonOptions.SERVER)) {
      String page =
          switch (serve.server()) {
            case "nginx" -> NGINX_PAGE;
            case "httpd" -> APACHE_PAGE;
            case BUSYBOX_WITH_CGI -> page("busybox-httpd", hostname);
            default -> page(serve.server(), hostname);
          };
      files.put("/index.html", page.getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static String page(String server, String hostname) {
    return "<html>" + server + " on " + hostname + "</html>\n";
  }

  private static List<IpAddress> addresses(Netns namespace) {
    List<IpAddress> addresses = new ArrayList<>();
    for (var device : namespace.devices()) {
      for (InterfaceAddress address : namespace.ipv4().interfaces().of(device).addresses()) {
        addresses.add(IpAddress.v4(address.prefix().address()));
      }
    }
    return addresses;
  }
}
