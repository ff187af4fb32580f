package icd.workbench.jupyter;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A message of the Jupyter protocol.
 *
 * @param identities by which a router sends the answer back to the sender
 * @param header the header, with {@code msg_id} and {@code msg_type}
 * @param parent the header of the message that this one answers or follows from
 */
record Message(List<byte[]> identities, JsonNode header, JsonNode parent, JsonNode content) {

    Message {
        identities = List.copyOf(identities);
    }

    /** Returns the type, such as {@code execute_request}. */
    String type() {
        return header.path("msg_type").asString("");
    }

    @Override
    public String toString() {
        return type() + " " + content;
    }
}
