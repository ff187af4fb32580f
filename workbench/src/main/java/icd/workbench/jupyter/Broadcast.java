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
 * Tells all front ends what happens. Printed text is gathered for a twentieth of a second, so that a loop that prints does not send a
 * message a line; whatever else is said comes after what was printed before it. Used by any number of threads.
 */
final class Broadcast implements AutoCloseable {

    private static final long GATHERED_MILLIS = 50;

    /** Text so long is sent at once. */
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

    /** From now on, what is said comes of the message with this header. */
    synchronized void parent(JsonNode header) {
        flush();
        parent = header;
    }

    /** Text that a cell printed. What is printed before the first cell comes with that. */
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

    /** Sends what was printed. */
    synchronized void flush() {
        if (!printed.isEmpty() && parent != null) {
            String text = printed.toString();
            printed.setLength(0);
            send("stream", parent, object().put("name", stream).put("text", text));
        }
    }

    /** Says something that comes of the running cell. */
    synchronized void send(String type, JsonNode content) {
        if (parent != null) {
            flush();
            send(type, parent, content);
        }
    }

    /** Says something that comes of the message with this header. */
    synchronized void send(String type, JsonNode header, JsonNode content) {
        byte[] topic = ("kernel." + type).getBytes(StandardCharsets.UTF_8);
        channel.send(List.of(topic), type, header, object(), content);
    }

    /** Says that a message is being dealt with, or has been. */
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
