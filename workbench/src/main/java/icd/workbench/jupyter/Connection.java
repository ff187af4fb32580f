package icd.workbench.jupyter;

import icd.workbench.piece.UnusablePathException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses where a front end expects a kernel, as the connection file gives them.
 *
 * @param ip an address of this machine that no other machine reaches
 * @param key the key by which both sides sign their messages
 */
public record Connection(String ip, int shell, int control, int iopub, int stdin, int heartbeat, String key) {

    /**
     * Reads a connection file.
     *
     * @throws UnusablePathException if it cannot be read, lacks a field, asks to accept connections from other
     *     machines, or to exchange unsigned messages
     */
    public static Connection read(Path file) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UnusablePathException("connection file " + file, "be a file that can be read", e);
        } catch (JacksonException e) {
            throw new UnusablePathException("connection file " + file, "be JSON, got " + e.getOriginalMessage(), null);
        }
        must(file, json, "transport", "tcp");
        must(file, json, "signature_scheme", "hmac-sha256");
        String ip = json.path("ip").asString("");
        if (!isLoopback(ip)) {
            throw bad(file, "ip", "be of this machine alone, such as 127.0.0.1", ip);
        }
        String key = json.path("key").asString("");
        if (key.isEmpty()) {
            throw bad(file, "key", "be given, since messages that are not signed are refused", "none");
        }
        return new Connection(
                ip,
                port(file, json, "shell_port"),
                port(file, json, "control_port"),
                port(file, json, "iopub_port"),
                port(file, json, "stdin_port"),
                port(file, json, "hb_port"),
                key);
    }

    private static boolean isLoopback(String ip) {
        try {
            return ip.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?|localhost")
                    && InetAddress.getByName(ip).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    private static void must(Path file, JsonNode json, String name, String only) {
        String value = json.path(name).asString("none");
        if (!value.equals(only)) {
            throw bad(file, name, "be " + only, value);
        }
    }

    private static int port(Path file, JsonNode json, String name) {
        int port = json.path(name).asInt(0);
        if (port < 1 || port > 65_535) {
            throw bad(file, name, "be 1 to 65535", json.path(name).toString());
        }
        return port;
    }

    private static UnusablePathException bad(Path file, String name, String constraint, String got) {
        return new UnusablePathException(
                "connection file " + file + ": " + name, constraint + ", got " + (got.isEmpty() ? "none" : got), null);
    }

    /** Returns the address of a socket with this port. */
    String address(int port) {
        return "tcp://" + ip + ":" + port;
    }

    /** Returns the connection without the key, which is a secret. */
    @Override
    public String toString() {
        return "connection to " + ip + ", ports " + shell + ", " + control + ", " + iopub + ", " + stdin + ", "
                + heartbeat;
    }
}
