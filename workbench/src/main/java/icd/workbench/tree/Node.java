package icd.workbench.tree;

import icd.io.Visible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed YAML value that remembers where it stood. Immutable; aliases share nodes. */
public sealed interface Node {
    public Position at();

    /** Returns the words with which a message describes this value. */
    public String found();

    /** Returns a user's text on one line, not too long for a message. */
    public static String shown(String text) {
        return Visible.cut(text, 60);
    }

    /** The types that YAML 1.2 (JSON schema) gives a scalar; quoted scalars are always text. */
    public enum Sort {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    public record Scalar(Position at, Sort sort, String text) implements Node {
        @Override
        public String found() {
            return switch (sort) {
                case TEXT -> "'" + shown(text) + "'";
                case NUMBER, BOOLEAN -> shown(text);
                case NOTHING -> "nothing";
            };
        }
    }

    public record Sequence(Position at, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    /** A value with the position of the key before it. */
    public record Entry(Position keyAt, Node value) {}

    public record Mapping(Position at, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String found() {
            return "a mapping";
        }

        /** Returns the value of a key, or null. */
        public Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        /** Returns the value at a path of keys, or null where a step is missing or is no mapping. */
        public Node get(List<String> path) {
            Node node = this;
            for (String key : path) {
                node = node instanceof Mapping mapping ? mapping.get(key) : null;
            }
            return node;
        }

        /** Returns the text of the key {@code kind}, or null. */
        public String kind() {
            return text("kind");
        }

        /** Returns the text of a key, or null if it has none. */
        public String text(String key) {
            return get(key) instanceof Scalar scalar ? scalar.text() : null;
        }

        public Mapping with(String key, Node value) {
            var copy = new LinkedHashMap<>(entries);
            Entry old = entries.get(key);
            copy.put(key, new Entry(old == null ? value.at() : old.keyAt(), value));
            return new Mapping(at, copy);
        }

        public Mapping without(String... keys) {
            var copy = new LinkedHashMap<>(entries);
            List.of(keys).forEach(copy::remove);
            return new Mapping(at, copy);
        }

        /** Sets the value at a path, making the mappings on the way where there are none. */
        public Mapping with(List<String> path, Node value) {
            String key = path.getFirst();
            if (path.size() == 1) {
                return with(key, value);
            }
            Mapping inner = get(key) instanceof Mapping mapping ? mapping : new Mapping(value.at(), Map.of());
            return with(key, inner.with(path.subList(1, path.size()), value));
        }

        /** Sets the value at a path and the place of its key, making the mappings on the way where there are none. */
        public Mapping with(List<String> path, Entry entry) {
            var copy = new LinkedHashMap<>(entries);
            String key = path.getFirst();
            if (path.size() == 1) {
                copy.put(key, entry);
            } else {
                Mapping inner = get(key) instanceof Mapping mapping ? mapping : new Mapping(entry.keyAt(), Map.of());
                Position keyAt = entries.containsKey(key) ? entries.get(key).keyAt() : entry.keyAt();
                copy.put(key, new Entry(keyAt, inner.with(path.subList(1, path.size()), entry)));
            }
            return new Mapping(at, copy);
        }

        /**
         * Returns whether laying this over the other leaves nothing of it: both name their kind, and the kinds differ.
         */
        public boolean replaces(Mapping below) {
            return kind() != null && below.kind() != null && !kind().equals(below.kind());
        }

        public List<String> keys() {
            return new ArrayList<>(entries.keySet());
        }
    }
}
