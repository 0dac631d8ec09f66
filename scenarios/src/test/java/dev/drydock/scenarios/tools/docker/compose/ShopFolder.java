package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.tools.TypedLab;

/// A lab to type into whose Docker host has a folder `/root/shop` with a compose file.
final class ShopFolder implements AutoCloseable {
  private final TypedLab lab;

  private ShopFolder(TypedLab lab) {
    this.lab = lab;
  }

  static ShopFolder ofEngine(String version) {
    ShopFolder folder = new ShopFolder(TypedLab.ofEngine(version));
    folder.with("mkdir -p /root/shop");
    return folder;
  }

  /// Writes the compose file.
  ///
  /// @param text as `printf` takes it: `\n` stands for the end of a line
  void file(String text) {
    file("compose.yaml", text);
  }

  /// Writes a file of the folder.
  void file(String name, String text) {
    with("printf '" + text + "\\n' > /root/shop/" + name);
  }

  /// What `docker compose` says of the compose file, on both streams.
  String compose(String words) {
    return type("docker compose -f /root/shop/compose.yaml " + words);
  }

  /// What a line says on both streams.
  String type(String line) {
    return lab.type(line);
  }

  /// Runs lines, none of which may fail.
  void with(String... lines) {
    lab.with(lines);
  }

  /// The exit status of the last line.
  int status() {
    return lab.status();
  }

  @Override
  public void close() {
    lab.close();
  }
}
