package icd.workbench.jupyter;

import icd.workbench.shell.terminal.Folders;
import icd.workbench.shell.terminal.ShellOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs a kernel that nobody uses, so that the launcher learns which classes a kernel needs and archives them. */
public final class KernelRehearsal {

    private static final int PATIENCE_MILLIS = 20_000;

    private KernelRehearsal() {}

    /** Runs the kernel; a failure in it only makes later starts slower. */
    public static void run() {
        try {
            Connection connection = free();
            Map<String, String> environment = Map.of();
            Folders folders = Folders.of(environment, Path.of("."));
            try (Kernel kernel =
                            new Kernel(connection, new ShellOptions(List.of(), folders, null, environment), _ -> {});
                    ZContext context = new ZContext()) {
                Thread serving = Thread.ofPlatform().daemon().start(kernel::run);
                talk(context, connection);
                kernel.stop();
                serving.join(PATIENCE_MILLIS);
            }
        } catch (IOException | ZMQException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Plays a front end: it asks for the kernel's description, and has a cell executed. */
    private static void talk(ZContext context, Connection connection) {
        Wire wire = new Wire(connection.key());
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect(connection.address(connection.shell()));
        for (ObjectNode content : List.of(none, none.deepCopy().put("code", "print(1)\nplot(range(3))"))) {
            List<byte[]> frames = wire.frames(
                    List.of(), content.isEmpty() ? "kernel_info_request" : "execute_request", none, none, content);
            for (int i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
            socket.recv();
            while (socket.hasReceiveMore()) {
                socket.recv();
            }
        }
    }

    private static Connection free() throws IOException {
        int[] ports = new int[5];
        for (int i = 0; i < ports.length; i++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports[i] = socket.getLocalPort();
            }
        }
        return new Connection("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "rehearsal");
    }
}
