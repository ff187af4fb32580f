package icd.workbench.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A socket that sends and receives signed messages. Several threads may use it, one at a time. */
final class Channel {

    private final ZMQ.Socket socket;
    private final ZMQ.Poller poller;
    private final Wire wire;
    private final Consumer<String> refused;

    /**
     * Binds a socket.
     *
     * @param refused receives the reasons why messages are skipped
     * @throws org.zeromq.ZMQException if the address is taken
     */
    Channel(ZContext context, SocketType type, String address, Wire wire, Consumer<String> refused) {
        this.wire = wire;
        this.refused = refused;
        socket = context.createSocket(type);
        socket.setHWM(0); // a slow front end loses nothing
        socket.bind(address);
        poller = context.createPoller(1);
        poller.register(socket, ZMQ.Poller.POLLIN);
    }

    /** Returns the next message; waits for it at most this long. */
    synchronized Optional<Message> receive(long millis) {
        if (poller.poll(millis) <= 0) {
            return Optional.empty();
        }
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(socket.recv());
        } while (socket.hasReceiveMore());
        try {
            return Optional.of(wire.read(frames));
        } catch (Wire.RefusedException e) {
            refused.accept(e.getMessage());
            return Optional.empty();
        }
    }

    void reply(Message request, String type, JsonNode content) {
        send(request.identities(), type, request.header(), JsonNodeFactory.instance.objectNode(), content);
    }

    synchronized void send(List<byte[]> identities, String type, JsonNode parent, JsonNode metadata, JsonNode content) {
        List<byte[]> frames = wire.frames(identities, type, parent, metadata, content);
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }
}
