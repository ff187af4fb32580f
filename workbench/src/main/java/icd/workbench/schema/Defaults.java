package icd.workbench.schema;

import icd.describe.Schema;
import icd.describe.Schema.Again;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Parameter;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes out keys that were left out, and puts keys into the order of the schema. Wrong values pass unchanged, for the
 * validator to find.
 */
public final class Defaults {
    public static final Position POSITION = Position.whole("default");

    private Defaults() {}

    /**
     * Fills a mapping that is to be laid over {@code base}; only keys that it does not inherit are filled. Base is null
     * for none.
     */
    public static Mapping fill(Kind fields, Mapping mapping, Mapping base) {
        return fill(fields, mapping, base, base == null ? null : fields, new LinkedHashMap<>());
    }

    /** @param inherited the kind of base; null for none */
    private static Mapping fill(Kind fields, Mapping mapping, Mapping base, Kind inherited, Map<String, Entry> filled) {
        for (Parameter field : fields.parameters().values()) {
            String key = mapping.entries().containsKey(field.name()) ? field.name() : field.alias();
            Entry own = mapping.entries().get(key);
            Node below = base == null ? null : base.get(key);
            if (own != null) {
                filled.put(key, new Entry(own.keyAt(), fill(field.schema(key), own.value(), below)));
            } else if (field.hasDefault() && (inherited == null || inherited.parameter(field.name()) == null)) {
                filled.put(field.name(), new Entry(POSITION, filled(field)));
            }
        }
        mapping.entries().forEach(filled::putIfAbsent);
        return new Mapping(mapping.at(), filled);
    }

    private static Node fill(Schema schema, Node node, Node under) {
        Mapping base = under instanceof Mapping mapping ? mapping : null;
        if (schema instanceof Again again) {
            return fill(again.family(), node, under);
        } else if (schema instanceof Brief written && Validator.form(written, node) instanceof Schema form) {
            return fill(form, node, under);
        } else if (schema instanceof Kind fields && node instanceof Mapping mapping) {
            return fill(fields, mapping, base);
        } else if (schema instanceof Family union && node instanceof Scalar word) {
            Kind kind = word.sort() == Sort.TEXT ? union.named(word.text()) : null;
            return kind != null && kind.hasDefaults() ? fill(kind, Paths.spelled(union, word), null) : node;
        } else if (schema instanceof Family union && node instanceof Mapping mapping) {
            Mapping inherited = base == null || mapping.replaces(base) ? null : base;
            String below = inherited == null ? null : inherited.text(union.key());
            String kind = mapping.text(union.key()) == null ? below : mapping.text(union.key());
            Map<String, Entry> filled = new LinkedHashMap<>();
            if (mapping.entries().get(union.key()) instanceof Entry first) {
                filled.put(union.key(), first);
            }
            return union.named(kind) instanceof Kind fields
                    ? fill(fields, mapping, inherited, union.named(below), filled)
                    : mapping;
        } else if (schema instanceof Listing listing && node instanceof Sequence sequence) {
            return new Sequence(
                    sequence.at(),
                    sequence.items().stream()
                            .map(item -> fill(listing.element(), item, null))
                            .toList());
        }
        return node;
    }

    /** Returns the value of a key that was left out, with the keys that are left out in that value. */
    public static Node filled(Parameter field) {
        return fill(field.schema(), byDefault(field), null);
    }

    public static Node byDefault(Parameter field) {
        return switch (field.byDefault()) {
            case "[]" -> new Sequence(POSITION, List.of());
            case "{}" -> new Mapping(POSITION, Map.of());
            case "''" -> new Scalar(POSITION, Sort.TEXT, "");
            default -> YamlReader.readValue(POSITION.source(), field.byDefault(), new Problems());
        };
    }
}
