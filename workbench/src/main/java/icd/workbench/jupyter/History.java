package icd.workbench.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cells that this session has run, for a front end that walks through them. */
record History(List<String> cells) {

    /**
     * Returns the answer to a {@code history_request}: the last cells, a range, or those that fit a pattern with stars.
     */
    ObjectNode reply(JsonNode asked) {
        int last = asked.path("n").asInt(Integer.MAX_VALUE);
        int from = 0;
        int to = cells.size();
        Pattern pattern = Pattern.compile(".*", Pattern.DOTALL);
        switch (asked.path("hist_access_type").asString("tail")) {
            case "range" -> {
                from = asked.path("start").asInt(1) - 1;
                to = asked.path("stop").asInt(cells.size() + 1) - 1;
                last = Integer.MAX_VALUE;
            }
            case "search" -> pattern = pattern(asked.path("pattern").asString("*"));
            default -> {} // the tail
        }
        List<Integer> found = new ArrayList<>();
        for (int i = Math.max(0, from); i < Math.min(to, cells.size()); i++) {
            if (pattern.matcher(cells.get(i)).matches()) {
                found.add(i);
            }
        }
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("status", "ok");
        ArrayNode history = reply.putArray("history");
        for (int i : found.subList(Math.max(0, found.size() - Math.max(0, last)), found.size())) {
            ArrayNode entry = history.addArray().add(0).add(i + 1); // of this session
            if (asked.path("output").asBoolean(false)) {
                ArrayNode pair = entry.addArray().add(cells.get(i));
                pair.addNull();
            } else {
                entry.add(cells.get(i));
            }
        }
        return reply;
    }

    private static Pattern pattern(String glob) {
        String quoted = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted, Pattern.DOTALL);
    }
}
