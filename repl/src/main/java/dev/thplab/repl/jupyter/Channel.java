package dev.thplab.repl.jupyter;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/// A socket that carries messages.
final class Channel implements AutoCloseable {
  private final ZMQ.Socket socket;
  private final Wire wire;

  Channel(ZMQ.Socket socket, String key) {
    this.socket = socket;
    wire = new Wire(key);
  }

  /// Sends a message. For any thread while nobody receives.
  synchronized void send(Message message) {
    List<byte[]> frames = wire.frames(message);
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i == frames.size() - 1 ? 0 : ZMQ.SNDMORE);
    }
  }

  /// Waits for a message.
  ///
  /// @throws RefusedMessageException if what came is none
  Message receive() throws RefusedMessageException {
    return message(socket.recv());
  }

  /// A message that has already come, or null.
  ///
  /// @throws RefusedMessageException if what came is none
  Message receiveNow() throws RefusedMessageException {
    byte[] first = socket.recv(ZMQ.DONTWAIT);
    return first == null ? null : message(first);
  }

  private Message message(byte[] first) throws RefusedMessageException {
    List<byte[]> frames = new ArrayList<>();
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return wire.message(frames);
  }

  @Override
  public void close() {
    socket.close();
  }
}
