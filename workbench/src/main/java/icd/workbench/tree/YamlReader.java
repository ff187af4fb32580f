package icd.workbench.tree;

import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads one YAML 1.2 document into a tree. {@code no}, {@code 12:30} and {@code 010} are text. Tags are refused, so that no
 * object is ever made from a file; aliases, depth and size are bounded.
 */
public final class YamlReader {
    public static final int MAX_DEPTH = 32;
    public static final int MAX_ALIASES = 100;
    public static final int MAX_NODES = 100_000;

    /** An anchored value and how many nodes it holds, aliases counted in full. */
    private record Anchored(Node node, int size) {}

    private final String source;
    private final boolean lines;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private EventParser parser;
    private int nodes;
    private int aliases;

    private YamlReader(String source, boolean lines, Problems problems) {
        this.source = source;
        this.lines = lines;
        this.problems = problems;
    }

    /** Reads a file's text, whose positions are lines and columns. Returns null if it holds no document. */
    public static Node readFile(String source, String text, Problems problems) {
        return new YamlReader(source, true, problems).read(text);
    }

    /**
     * Reads the value of an override, whose every position is the override itself. Returns null if it is empty. An
     * override has no comments, document marks or anchors without an alias: a value with any of them, which YAML would
     * leave out, is text as it stands.
     */
    public static Node readValue(String source, String text, Problems problems) {
        return EventParser.leavesOut(text)
                ? new Scalar(Position.whole(source), Sort.TEXT, text.strip())
                : new YamlReader(source, false, problems).read(text);
    }

    private Node read(String text) {
        try (EventParser opened = EventParser.of(text)) {
            parser = opened;
            JsonToken first = parser.nextToken();
            if (first == null) {
                return null;
            }
            Node root = node(first, 1);
            if (parser.nextToken() != null) {
                throw new RecipeException(here(), "a second YAML document starts here; there must be exactly one");
            }
            return root;
        } catch (JacksonException e) {
            throw syntaxError(e);
        }
    }

    private Node node(JsonToken token, int depth) {
        Position at = here();
        if (depth > MAX_DEPTH) {
            throw new RecipeException(at, "values must nest at most " + MAX_DEPTH + " deep");
        }
        refuseTag(at);
        if (parser.isCurrentAlias()) {
            return alias(at);
        }
        Optional<String> anchor = parser.anchor();
        int before = nodes;
        count(1, at);
        Node node = switch (token) {
            case START_OBJECT -> mapping(at, depth);
            case START_ARRAY -> sequence(at, depth);
            case VALUE_STRING -> new Scalar(at, Sort.TEXT, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, Sort.NUMBER, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, Sort.BOOLEAN, parser.getString());
            case VALUE_NULL -> new Scalar(at, Sort.NOTHING, "");
            default -> throw new RecipeException(at, "a value must stand here, got " + token);
        };
        anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before)));
        return node;
    }

    private Node mapping(Position at, int depth) {
        var entries = new LinkedHashMap<String, Entry>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Position keyAt = here();
            refuseTag(keyAt);
            String key = parser.currentName();
            Node value = node(parser.nextToken(), depth + 1);
            Entry first = entries.putIfAbsent(key, new Entry(keyAt, value));
            if (first != null) {
                problems.add(keyAt, key, "key '" + key + "' must stand once, it already stands at " + first.keyAt());
            }
        }
        return new Mapping(at, entries);
    }

    private Node sequence(Position at, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Sequence(at, items);
    }

    private Node alias(Position at) {
        String name = parser.getString();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new RecipeException(
                    at,
                    "alias *" + name + " must name an anchor that ended before it, known anchors: "
                            + (anchors.isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ",
                                            anchors.keySet().stream().sorted().toList())));
        }
        if (++aliases > MAX_ALIASES) {
            throw new RecipeException(at, "there must be at most " + MAX_ALIASES + " aliases");
        }
        count(anchored.size(), at);
        return anchored.node();
    }

    private void count(int more, Position at) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new RecipeException(at, "there must be at most " + MAX_NODES + " values, aliases counted in full");
        }
    }

    private void refuseTag(Position at) {
        parser.tag().ifPresent(tag -> {
            throw new RecipeException(at, "a recipe must have no YAML tags, got !<" + tag + ">");
        });
    }

    private Position here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return position(location.getLineNr(), location.getColumnNr());
    }

    private Position position(int line, int column) {
        return lines ? new Position(source, line, column) : Position.whole(source);
    }

    private RecipeException syntaxError(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            Position at = marked.getProblemMark().map(this::position).orElseGet(() -> position(1, 1));
            String problem = marked.getProblem() == null ? "" : marked.getProblem();
            String context =
                    marked.getContext() == null || marked.getContext().isBlank() ? "" : " " + marked.getContext();
            return new RecipeException(at, "not valid YAML" + context + ": " + problem, e);
        }
        TokenStreamLocation location = e.getLocation();
        Position at = location == null
                ? position(1, 1)
                : position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        return new RecipeException(
                at,
                "not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                e);
    }

    private Position position(Mark mark) {
        return position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
