package dev.drydock.core.app.dns;

import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A name server's side of its connections: queries come in, answers go back, until the client ends
/// the connection.
public final class StreamService implements AcceptListener {
  private final Responder responder;
  private final List<StreamSocket> open = new ArrayList<>();

  /// Who answers.
  public interface Responder {
    /// A query came.
    ///
    /// @param reply takes the bytes of the answer, now or later
    void asked(DnsMessage query, Consumer<byte[]> reply);
  }

  /// A service without connections.
  public StreamService(Responder responder) {
    this.responder = responder;
  }

  @Override
  public void accepted(StreamSocket stream) {
    open.add(stream);
    stream.setListener(new Client(new MessageStream(stream)));
  }

  /// Ends all connections.
  public void stop() {
    for (StreamSocket stream : List.copyOf(open)) {
      stream.close();
    }
    open.clear();
  }

  /// One connection.
  private final class Client implements StreamListener {
    private final MessageStream messages;

    Client(MessageStream messages) {
      this.messages = messages;
    }

    @Override
    public void readable(StreamSocket stream) {
      byte[] bytes = messages.receive();
      while (bytes != null) {
        DnsMessage query = DnsReader.read(bytes, 0, bytes.length);
        if (query != null && !query.isResponse()) {
          responder.asked(query, reply -> reply(stream, reply));
        }
        bytes = messages.receive();
      }
      if (messages.isEnded()) {
        open.remove(stream);
        stream.close();
      }
    }

    /// The connection may be gone by the time an answer is there.
    private void reply(StreamSocket stream, byte[] bytes) {
      if (open.contains(stream)) {
        messages.send(bytes);
      }
    }

    @Override
    public void writable(StreamSocket stream) {
      messages.flush();
    }

    @Override
    public void failed(StreamSocket stream, SocketError error) {
      open.remove(stream);
    }
  }
}
