// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One end of a connection that carries nothing but bytes; it stands for a socket. */
final class Wire {

  /** What is said about a request or a value of it. */
  enum Kind {
    /** Wants a directive: its type and bytes. */
    ASK,
    /** Wants it no longer. */
    DROP,
    /** A value: its number and bytes. */
    ADDED,
    /** A value is gone: its number. */
    REMOVED,
    /** Nobody is looking for values (1), or somebody is (0). */
    IDLE,
    /** The request was refused: why. */
    REFUSED,
    /** The connection ends. */
    END
  }

  /** One message. */
  record Message(Kind kind, long request, long number, String text, byte[] bytes) {

    static Message of(Kind kind, long request, long number) {
      return new Message(kind, request, number, "", new byte[0]);
    }
  }

  private final BlockingQueue<byte[]> in;
  private final BlockingQueue<byte[]> out;

  private Wire(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) {
    this.in = in;
    this.out = out;
  }

  static Wire[] pair() {
    BlockingQueue<byte[]> one = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> other = new LinkedBlockingQueue<>();
    return new Wire[] {new Wire(one, other), new Wire(other, one)};
  }

  void send(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeByte(message.kind().ordinal());
      data.writeLong(message.request());
      data.writeLong(message.number());
      data.writeUTF(message.text());
      data.writeInt(message.bytes().length);
      data.write(message.bytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    out.add(bytes.toByteArray());
  }

  Message receive() throws InterruptedException {
    try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(in.take()))) {
      return new Message(
          Kind.values()[data.readByte()],
          data.readLong(),
          data.readLong(),
          data.readUTF(),
          data.readNBytes(data.readInt()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
