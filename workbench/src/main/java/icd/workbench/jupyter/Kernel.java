package icd.workbench.jupyter;

import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.Cells;
import icd.workbench.shell.terminal.ShellOptions;
import icd.workbench.shell.transcript.CellOutput;
import icd.workbench.shell.transcript.Notebook;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Jupyter kernel: a session of the shell whose inputs come from front ends and whose outputs go to them. Cells are
 * executed one after another; a running cell can be interrupted. The sockets are bound to addresses of this machine
 * alone, and unsigned messages are skipped.
 */
public final class Kernel implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final ZContext context = new ZContext();
    private final Channel shell;
    private final Channel control;
    private final ZMQ.Socket heartbeat;
    private final Broadcast broadcast;
    private final CellProgress progress;
    private final CellInput input;
    private final Consumer<String> refused;
    private final Cells cells;
    private int count;
    private boolean silent;
    private CellOutput.Failure failure;
    private volatile boolean interrupted; // whether an interrupt has come since the running cell began
    private volatile boolean ended;

    /**
     * Binds the sockets and begins to warm up.
     *
     * @param refused receives the reasons why messages are skipped, and why requests failed
     * @throws ZMQException if a port is taken
     */
    public Kernel(Connection connection, ShellOptions options, Consumer<String> refused) {
        Wire wire = new Wire(connection.key());
        this.refused = refused;
        context.setLinger(1000); // the last messages are still sent
        try {
            heartbeat = context.createSocket(SocketType.ROUTER); // this sends each message back to its sender
            heartbeat.bind(connection.address(connection.heartbeat()));
            shell = bind(SocketType.ROUTER, connection.address(connection.shell()), wire, refused);
            control = bind(SocketType.ROUTER, connection.address(connection.control()), wire, refused);
            broadcast = new Broadcast(bind(SocketType.PUB, connection.address(connection.iopub()), wire, refused));
            input = new CellInput(
                    bind(SocketType.ROUTER, connection.address(connection.stdin()), wire, refused), broadcast);
        } catch (ZMQException e) {
            context.close();
            throw e;
        }
        progress = new CellProgress(broadcast);
        cells = Cells.open(options, progress, this::shown);
    }

    private Channel bind(SocketType type, String address, Wire wire, Consumer<String> refused) {
        return new Channel(context, type, address, wire, refused);
    }

    /**
     * Serves until a front end, a cell or {@link #stop} ends it.
     *
     * @return the exit code that a cell asked for, otherwise 0
     */
    public int run() {
        InputStream before = System.in;
        System.setIn(input);
        Thread beats = Thread.ofPlatform().daemon().name("heartbeat").start(this::beat);
        Thread controls = Thread.ofPlatform().daemon().name("control").start(() -> serve(control, this::control));
        CompletableFuture.runAsync(DocumentationIndex::ours);
        try {
            serve(shell, this::request);
        } finally {
            ended = true;
            System.setIn(before);
            join(controls);
            join(beats);
        }
        return cells.ended().orElse(0);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the kernel soon. May be called from any thread. */
    public void stop() {
        ended = true;
        cells.interrupt();
    }

    private void beat() {
        heartbeat.setReceiveTimeOut((int) LOOK_MILLIS);
        while (!ended) {
            ZMsg beat = ZMsg.recvMsg(heartbeat);
            if (beat != null) {
                beat.send(heartbeat);
            }
        }
    }

    private interface Handler {
        void handle(Message request);
    }

    private void serve(Channel channel, Handler handler) {
        while (!ended) {
            channel.receive(LOOK_MILLIS).ifPresent(request -> handled(request, handler));
        }
    }

    private void handled(Message request, Handler handler) {
        broadcast.status("busy", request.header());
        try {
            handler.handle(request);
        } catch (RuntimeException e) { // a request that cannot be handled must not end the session
            refused.accept(request.type() + " failed: " + e);
        }
        broadcast.status("idle", request.header());
    }

    // ------------------------------------------------------------------------------------------------ requests

    /** Handles requests that may come while a cell runs. */
    private void control(Message request) {
        switch (request.type()) {
            case "interrupt_request" -> {
                interrupted = true;
                cells.interrupt();
                control.reply(request, "interrupt_reply", ok());
            }
            case "shutdown_request" -> shutDown(control, request);
            case "kernel_info_request" -> control.reply(request, "kernel_info_reply", info());
            default -> {} // this is an extension of the protocol that we do not have: no answer says so
        }
    }

    private void shutDown(Channel channel, Message request) {
        JsonNode reply = ok().put("restart", request.content().path("restart").asBoolean(false));
        channel.reply(request, "shutdown_reply", reply);
        broadcast.send("shutdown_reply", request.header(), reply);
        stop();
    }

    /** Handles requests that wait for the running cell. */
    private void request(Message request) {
        switch (request.type()) {
            case "execute_request" -> execute(request);
            case "complete_request" -> shell.reply(request, "complete_reply", complete(request.content()));
            case "inspect_request" -> shell.reply(request, "inspect_reply", inspect(request.content()));
            case "is_complete_request" -> shell.reply(request, "is_complete_reply", isComplete(request.content()));
            case "history_request" ->
                shell.reply(request, "history_reply", new History(cells.history()).reply(request.content()));
            case "kernel_info_request" -> shell.reply(request, "kernel_info_reply", info());
            case "comm_info_request" -> {
                ObjectNode none = ok();
                none.putObject("comms");
                shell.reply(request, "comm_info_reply", none);
            }
            case "comm_open" -> // we know no widgets: a front end that opens one is told at once
                broadcast.send(
                        "comm_close",
                        request.header(),
                        object().put(
                                        "comm_id",
                                        request.content().path("comm_id").asString("")));
            case "shutdown_request" -> shutDown(shell, request);
            default -> {} // the same as above
        }
    }

    private void execute(Message request) {
        JsonNode content = request.content();
        String code = content.path("code").asString("");
        silent = content.path("silent").asBoolean(false);
        if (!silent && content.path("store_history").asBoolean(true)) {
            count++;
        }
        failure = null;
        interrupted = false;
        broadcast.parent(request.header());
        progress.begin();
        input.begin(request);
        if (!silent) {
            broadcast.send("execute_input", object().put("code", code).put("execution_count", count));
        }
        boolean succeeded = cells.run(code);
        broadcast.flush();
        shell.reply(request, "execute_reply", executed());
        if (cells.ended().isPresent()) {
            ended = true;
        } else if (!succeeded && content.path("stop_on_error").asBoolean(true) || interrupted) {
            abortWaiting(request);
        }
    }

    private ObjectNode executed() {
        ObjectNode reply =
                (failure == null ? ok() : failure.content().put("status", "error")).put("execution_count", count);
        reply.putObject("user_expressions");
        reply.putArray("payload");
        return reply;
    }

    /** Refuses cells that were requested together with one that failed: they may depend on it. */
    private void abortWaiting(Message failed) {
        broadcast.status("idle", failed.header());
        Optional<Message> next = shell.receive(0);
        while (next.isPresent()) {
            handled(next.get(), waiting -> {
                if (waiting.type().equals("execute_request")) {
                    shell.reply(
                            waiting,
                            "execute_reply",
                            object().put("status", "aborted").put("execution_count", count));
                } else {
                    request(waiting);
                }
            });
            next = shell.receive(0);
        }
    }

    /** Passes the outputs of cells on as they come. */
    private void shown(CellOutput output) {
        switch (output) {
            case CellOutput.Stream text -> broadcast.print(text.name(), text.text());
            case CellOutput.Data data -> {
                ObjectNode content = data.content();
                if (data.result()) {
                    content.put("execution_count", count);
                }
                if (!silent) {
                    broadcast.send(data.type(), content);
                }
            }
            case CellOutput.Failure failed -> {
                failure = failed;
                if (!silent) {
                    broadcast.send(failed.type(), failed.content());
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ answers

    private static ObjectNode info() {
        ObjectNode info = ok().put("protocol_version", Wire.PROTOCOL)
                .put("implementation", "workbench")
                .put("implementation_version", Notebook.version())
                .put(
                        "banner",
                        "In-context denoising workbench " + Notebook.version()
                                + ": Java and commands, /help lists them")
                .put("debugger", false);
        info.set("language_info", Notebook.languageInfo());
        info.putArray("help_links");
        return info;
    }

    /**
     * Returns the cursor as an offset in Java: the protocol counts characters, and Java counts each character beyond the
     * first 65,536 as two.
     */
    private static int cursor(JsonNode content, String code) {
        int all = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.clamp(content.path("cursor_pos").asInt(all), 0, all));
    }

    private ObjectNode complete(JsonNode content) {
        String code = content.path("code").asString("");
        int cursor = cursor(content, code);
        Cells.Completion completion = cells.complete(code, cursor);
        ObjectNode reply = ok().put("cursor_start", code.codePointCount(0, completion.from()))
                .put("cursor_end", code.codePointCount(0, cursor));
        ArrayNode matches = reply.putArray("matches");
        completion.matches().forEach(matches::add);
        reply.putObject("metadata");
        return reply;
    }

    private ObjectNode inspect(JsonNode content) {
        String code = content.path("code").asString("");
        Optional<String> found = cells.inspect(
                code, cursor(content, code), content.path("detail_level").asInt(0) > 0);
        ObjectNode reply = ok().put("found", found.isPresent());
        ObjectNode data = reply.putObject("data");
        found.ifPresent(text -> data.put("text/plain", text));
        reply.putObject("metadata");
        return reply;
    }

    private ObjectNode isComplete(JsonNode content) {
        String code = content.path("code").asString("");
        return switch (cells.whole(code)) {
            case COMPLETE -> object().put("status", "complete");
            case INCOMPLETE -> object().put("status", "incomplete").put("indent", Cells.indent(code));
            case INVALID -> object().put("status", "invalid");
        };
    }

    private static ObjectNode ok() {
        return object().put("status", "ok");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        cells.close();
        broadcast.close();
        context.close();
    }

    @Override
    public String toString() {
        return "kernel after " + count + " cells";
    }
}
