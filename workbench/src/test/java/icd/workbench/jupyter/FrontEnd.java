package icd.workbench.jupyter;

import icd.workbench.shell.terminal.Folders;
import icd.workbench.shell.terminal.ShellOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A kernel that runs in this process, and a front end that talks to it over sockets of the loopback. */
final class FrontEnd implements AutoCloseable {

    static final String KEY = "a secret of both sides";

    private static final int PATIENCE_MILLIS = 30_000;

    final List<String> refused = new CopyOnWriteArrayList<>();
    final Connection connection;
    final ZMQ.Socket shell;
    final ZMQ.Socket control;
    final ZMQ.Socket stdin;
    final ZMQ.Socket iopub;
    final Wire wire = new Wire(KEY);
    final ZContext context = new ZContext();
    private final Kernel kernel;
    private final Thread thread;
    private volatile int code = -1;

    FrontEnd(Path folder) throws IOException {
        connection = free();
        Map<String, String> environment =
                Map.of("XDG_CONFIG_HOME", folder.toString(), "XDG_STATE_HOME", folder.toString());
        kernel = new Kernel(
                connection,
                new ShellOptions(List.of(), Folders.of(environment, folder), folder.resolve("sessions"), environment),
                refused::add);
        thread = Thread.ofPlatform().start(() -> code = kernel.run());
        shell = connected(SocketType.DEALER, connection.shell());
        control = connected(SocketType.DEALER, connection.control());
        stdin = context.createSocket(SocketType.DEALER);
        stdin.setIdentity(shell.getIdentity());
        stdin.connect(connection.address(connection.stdin()));
        iopub = context.createSocket(SocketType.SUB);
        iopub.subscribe(new byte[0]);
        iopub.connect(connection.address(connection.iopub()));
        iopub.setReceiveTimeOut(100);
        do { // a subscription takes a while to arrive
            ask(shell, "kernel_info_request", object());
        } while (iopub.recv() == null);
        iopub.setReceiveTimeOut(PATIENCE_MILLIS);
        while (iopub.hasReceiveMore()) {
            iopub.recv();
        }
    }

    /** Ports that nobody has, held until all are known. */
    private static Connection free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return new Connection("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], KEY);
    }

    private ZMQ.Socket connected(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setIdentity("front end".getBytes(StandardCharsets.UTF_8));
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect(connection.address(port));
        return socket;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Sends a request; gives its header. */
    JsonNode send(ZMQ.Socket socket, String type, JsonNode content) {
        List<byte[]> frames = wire.frames(List.of(), type, object(), object(), content);
        sendFrames(socket, frames);
        return JsonMapper.shared().readTree(frames.get(2));
    }

    static void sendFrames(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    Message receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError("no message within " + PATIENCE_MILLIS + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        try {
            return wire.read(frames);
        } catch (Wire.RefusedException e) {
            throw new AssertionError(e);
        }
    }

    /** The content of the answer to a request. */
    JsonNode ask(ZMQ.Socket socket, String type, JsonNode content) {
        send(socket, type, content);
        return receive(socket).content();
    }

    JsonNode ask(String type, JsonNode content) {
        return ask(shell, type, content);
    }

    static ObjectNode code(String code) {
        return object().put("code", code);
    }

    /** The outcome of a cell: its answer, and the messages to all until it was idle. */
    record Ran(JsonNode reply, List<Message> told) {

        /** The contents of one type. */
        List<JsonNode> of(String type) {
            return told.stream()
                    .filter(message -> message.type().equals(type))
                    .map(Message::content)
                    .toList();
        }

        /** Returns the text of a stream. */
        String printed(String stream) {
            StringBuilder text = new StringBuilder();
            of("stream").stream()
                    .filter(each -> each.path("name").asString().equals(stream))
                    .forEach(each -> text.append(each.path("text").asString()));
            return text.toString();
        }

        /** The plain text of its values. */
        List<String> values() {
            return told.stream()
                    .filter(message -> message.type().equals("display_data")
                            || message.type().equals("execute_result"))
                    .map(message ->
                            message.content().path("data").path("text/plain").asString())
                    .toList();
        }
    }

    Ran run(String code) {
        return run(code, _ -> false, () -> {});
    }

    /** Runs a cell, and does something once a certain message arrives. */
    Ran run(String code, Predicate<Message> awaited, Runnable then) {
        JsonNode header = send(shell, "execute_request", code(code));
        List<Message> told = new ArrayList<>();
        boolean waiting = true;
        while (true) {
            Message message = receive(iopub);
            if (!message.parent().path("msg_id").equals(header.path("msg_id"))) {
                continue; // a message about an earlier request, or about an interrupt
            }
            told.add(message);
            if (waiting && awaited.test(message)) {
                waiting = false;
                then.run();
            }
            if (message.content().path("execution_state").asString("").equals("idle")) {
                return new Ran(receive(shell).content(), told);
            }
        }
    }

    /** Ends the kernel as front ends do; gives its exit code. */
    int shutDown() throws InterruptedException {
        ask(control, "shutdown_request", object().put("restart", false));
        return shutDownCode();
    }

    /** The exit code of a kernel that ends by itself. */
    int shutDownCode() throws InterruptedException {
        thread.join(PATIENCE_MILLIS);
        return code;
    }

    @Override
    public void close() throws InterruptedException {
        kernel.stop();
        thread.join(PATIENCE_MILLIS);
        kernel.close();
        context.close();
    }
}
