// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that can send what no proper client would. */
final class RawSocket implements AutoCloseable {
  private final Socket socket;

  RawSocket(URI address) throws IOException {
    this(address, 0);
  }

  /** Makes one with so small a buffer for what it does not read; 0 for the usual one. */
  RawSocket(URI address, int buffer) throws IOException {
    socket = new Socket();
    if (buffer > 0) {
      socket.setReceiveBufferSize(buffer);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort()));
    socket.setSoTimeout((int) ApiFixture.LIMIT.toMillis());
  }

  RawSocket send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads until the server closes the connection. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
