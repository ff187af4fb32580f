package icd.workbench.jupyter;

import icd.workbench.shell.StopSignal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code System.in} of a cell: reading it asks the front end for a line. */
final class CellInput extends InputStream {

    private static final long LOOK_MILLIS = 50;

    private final Channel channel;
    private final Broadcast broadcast;
    private volatile Message request;
    private byte[] line = {};
    private int at;

    CellInput(Channel channel, Broadcast broadcast) {
        this.channel = channel;
        this.broadcast = broadcast;
    }

    /** Notes that a cell begins. */
    synchronized void begin(Message execute) {
        request = execute;
        line = new byte[0];
        at = 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws IllegalStateException if the front end takes no input */
    @Override
    public synchronized int read(byte[] buffer, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            line = (ask() + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, buffer, from, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private String ask() {
        Message asked = request;
        if (asked == null || !asked.content().path("allow_stdin").asBoolean(true)) {
            throw new IllegalStateException("System.in: the front end must take input, and this one takes none");
        }
        broadcast.flush(); // the question, if there is one, was printed
        channel.send(
                asked.identities(),
                "input_request",
                asked.header(),
                JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode().put("prompt", "").put("password", false));
        Optional<Message> reply = Optional.empty();
        while (reply.isEmpty() || !reply.get().type().equals("input_reply")) {
            StopSignal.checkThread();
            reply = channel.receive(LOOK_MILLIS);
        }
        return reply.get().content().path("value").asString("");
    }
}
