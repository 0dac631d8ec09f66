/// HTTP/1.1 as the programs do it that are found in containers: what they answer and with which
/// headers, in how many writes, and who closes. Reading order: [HttpServer], [HttpProgram],
/// [HttpClient].
@NullMarked
package dev.drydock.core.app.http;

import org.jspecify.annotations.NullMarked;
