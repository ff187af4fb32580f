package icd.workbench.jupyter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports events to all front ends. Printed text is gathered for a twentieth of a second, so that a loop that prints
 * does not send a message for every line; every other message is sent after the text printed before it. Any number of
 * threads may use it.
 */
final class Broadcast implements AutoCloseable {

    private static final long GATHERED_MILLIS = 50;

    /** The length at which text is sent at once. */
    private static final int MUCH = 1 << 16;

    private final Channel channel;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("printed text").unstarted(task));
    private final StringBuilder printed = new StringBuilder();
    private String stream = "";
    private JsonNode parent;

    Broadcast(Channel channel) {
        this.channel = channel;
    }

    /** Sets the header of the message that causes everything sent from now on. */
    synchronized void parent(JsonNode header) {
        flush();
        parent = header;
    }

    /** Prints text of a cell. Text that is printed before the first cell is sent with that cell's. */
    synchronized void print(String name, String text) {
        if (!name.equals(stream)) {
            flush();
            stream = name;
        }
        if (printed.isEmpty() && !later.isShutdown()) {
            later.schedule(this::flush, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
        }
        printed.append(text);
        if (printed.length() > MUCH) {
            flush();
        }
    }

    /** Sends the printed text. */
    synchronized void flush() {
        if (!printed.isEmpty() && parent != null) {
            String text = printed.toString();
            printed.setLength(0);
            send("stream", parent, object().put("name", stream).put("text", text));
        }
    }

    /** Sends a message that the running cell causes. */
    synchronized void send(String type, JsonNode content) {
        if (parent != null) {
            flush();
            send(type, parent, content);
        }
    }

    /** Sends a message that the message with this header causes. */
    synchronized void send(String type, JsonNode header, JsonNode content) {
        byte[] topic = ("kernel." + type).getBytes(StandardCharsets.UTF_8);
        channel.send(List.of(topic), type, header, object(), content);
    }

    /** Reports that a message is being handled, or has been. */
    void status(String state, JsonNode header) {
        send("status", header, object().put("execution_state", state));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        flush();
        later.shutdownNow();
    }
}
