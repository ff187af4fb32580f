package icd.workbench.tree;

import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import java.util.Locale;
import java.util.stream.Collectors;

/** A tree as YAML, one spelling for each value: equal values give equal bytes, whatever the user's layout was. */
public final class TreeText {
    private TreeText() {}

    /** Returns a mapping as indented blocks, lists on one line, lists of mappings with one item a line. */
    public static String block(Mapping mapping) {
        StringBuilder out = new StringBuilder();
        block(mapping, "", out);
        return out.toString();
    }

    private static void block(Mapping mapping, String indent, StringBuilder out) {
        mapping.entries().forEach((key, entry) -> {
            out.append(indent).append(YamlText.of(key)).append(':');
            if (entry.value() instanceof Mapping inner && !inner.entries().isEmpty()) {
                out.append('\n');
                block(inner, indent + "  ", out);
            } else if (entry.value() instanceof Sequence sequence
                    && sequence.items().stream().anyMatch(Mapping.class::isInstance)) {
                out.append('\n');
                sequence.items()
                        .forEach(item -> out.append(indent)
                                .append("  - ")
                                .append(flow(item))
                                .append('\n'));
            } else {
                out.append(' ').append(flow(entry.value())).append('\n');
            }
        });
    }

    /** Returns a scalar's value as text: a number in its one spelling, a word as it is. */
    public static String word(Scalar scalar) {
        return scalar.sort() == Node.Sort.TEXT ? scalar.text() : flow(scalar);
    }

    /** Returns a value on one line. */
    public static String flow(Node node) {
        return switch (node) {
            case Scalar scalar ->
                switch (scalar.sort()) {
                    case TEXT -> YamlText.of(scalar.text());
                    case NUMBER -> Numbers.canonical(scalar.text());
                    case BOOLEAN -> scalar.text().toLowerCase(Locale.ROOT);
                    case NOTHING -> "null";
                };
            case Sequence sequence ->
                sequence.items().stream().map(TreeText::flow).collect(Collectors.joining(", ", "[", "]"));
            case Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> YamlText.of(entry.getKey()) + ": "
                                + flow(entry.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }
}
