package icd.workbench.jupyter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Messages as frames of bytes: identities, a delimiter, the signature in hexadecimal, then header, parent header,
 * metadata and content as JSON. The signature is the HMAC-SHA256 of the last four. Any number of threads may use it.
 */
final class Wire {

    /** The version of the protocol in the headers of our messages. */
    static final String PROTOCOL = "5.3";

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 4;

    private final SecretKeySpec key;
    private final String session = UUID.randomUUID().toString();

    Wire(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Says that a message is refused. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /** @param parent the header of the message that this one answers or follows from */
    List<byte[]> frames(List<byte[]> identities, String type, JsonNode parent, JsonNode metadata, JsonNode content) {
        JsonNode header = JsonNodeFactory.instance
                .objectNode()
                .put("msg_id", UUID.randomUUID().toString())
                .put("msg_type", type)
                .put("session", session)
                .put("username", "kernel")
                .put("date", Instant.now().toString())
                .put("version", PROTOCOL);
        List<byte[]> parts = new ArrayList<>();
        for (JsonNode part : List.of(header, parent, metadata, content)) {
            parts.add(JsonMapper.shared().writeValueAsBytes(part));
        }
        List<byte[]> frames = new ArrayList<>(identities);
        frames.add(DELIMITER);
        frames.add(signature(parts));
        frames.addAll(parts);
        return frames;
    }

    private byte[] signature(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    /** @throws RefusedException if it is no message, or is not signed with our key */
    Message read(List<byte[]> frames) throws RefusedException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (frames.size() < delimiter + 2 + PARTS) {
            throw new RefusedException(
                    "a message must have a delimiter, a signature and four parts, got " + frames.size() + " frames");
        }
        List<byte[]> parts = frames.subList(delimiter + 2, delimiter + 2 + PARTS);
        if (!MessageDigest.isEqual(signature(parts), frames.get(delimiter + 1))) {
            throw new RefusedException("a message must be signed with the key of the connection file, got "
                    + (frames.get(delimiter + 1).length == 0 ? "none" : "a signature that does not fit"));
        }
        try {
            return new Message(
                    frames.subList(0, delimiter),
                    JsonMapper.shared().readTree(parts.getFirst()),
                    JsonMapper.shared().readTree(parts.get(1)),
                    JsonMapper.shared().readTree(parts.getLast()));
        } catch (JacksonException e) {
            throw new RefusedException("the parts of a message must be JSON: " + e.getOriginalMessage());
        }
    }
}
