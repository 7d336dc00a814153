// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A session of the shell that runs in the framework. Its interfaces are those of a bundle, which
 * the class path of the process does not have, so they are called by name.
 */
final class GogoShell implements AutoCloseable {
  private static final String API = "org.apache.felix.service.command.";
  private static final int INSPECT = 0;
  private final Object session;
  private final Class<?> type;
  private final PrintStream out;

  private GogoShell(Object session, Class<?> type, PrintStream out) {
    this.session = session;
    this.type = type;
    this.out = out;
  }

  /** Opens a session. */
  static GogoShell open(BundleContext context, PrintStream out)
      throws ReflectiveOperationException {
    ServiceReference<?> reference = context.getServiceReference(API + "CommandProcessor");
    Object processor = reference == null ? null : context.getService(reference);
    if (reference == null || processor == null) {
      throw new ClassNotFoundException("no bundle offers a command processor");
    }
    ClassLoader loader = processor.getClass().getClassLoader();
    Object session =
        Class.forName(API + "CommandProcessor", false, loader)
            .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
    return new GogoShell(session, Class.forName(API + "CommandSession", false, loader), out);
  }

  /** Runs a command line and prints what it gives. */
  void run(String line) throws ReflectiveOperationException {
    try {
      Object result = type.getMethod("execute", CharSequence.class).invoke(session, line);
      if (result != null) {
        out.println(format(result));
      }
    } catch (InvocationTargetException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      out.println("gogo: " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    } finally {
      // What a command gave must not stay in the session: it may be of a plugin.
      type.getMethod("put", String.class, Object.class).invoke(session, "_", null);
    }
  }

  private @Nullable Object format(Object result) throws ReflectiveOperationException {
    return type.getMethod("format", Object.class, int.class).invoke(session, result, INSPECT);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    type.getMethod("close").invoke(session);
  }
}
