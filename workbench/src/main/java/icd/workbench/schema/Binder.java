package icd.workbench.schema;

import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema;
import icd.describe.Schema.Again;
import icd.describe.Schema.Attachment;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Dictionary;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Parameter;
import icd.describe.Schema.Real;
import icd.describe.Schema.Text;
import icd.describe.Schema.Truth;
import icd.describe.Schema.Whole;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Makes values of a tree that has passed the validator. A value that a kind refuses is reported at the place of its
 * parameter.
 */
public final class Binder {

    /**
     * A value that kinds need and that is no parameter of theirs, such as n of the prompts.
     *
     * @param path the path of the key that has it
     * @param at the place where it stands
     */
    public record Surrounding(Object value, String path, Position at) {}

    private final Map<String, Surrounding> surroundings;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Inputs inputs;
    private final Problems problems;
    private final Map<Kind, Map<Mapping, Object>> bound = new IdentityHashMap<>();

    /**
     * @param surroundings the values of components that are no parameters, by their names
     * @param inputs reads the files
     */
    public Binder(Map<String, Surrounding> surroundings, Inputs inputs, Problems problems) {
        this.surroundings = Map.copyOf(surroundings);
        surroundings.forEach((name, surrounding) -> values.put(name, surrounding.value()));
        this.inputs = inputs;
        this.problems = problems;
    }

    /** Returns the value of a tree that is valid for the schema; null where a kind refused it or a value inside. */
    public Object bind(Schema schema, Node node, String path) {
        try {
            return value(schema, node, path);
        } catch (RefusedException e) {
            problems.add(node.at(), path, path + " " + e.complaint());
        } catch (IllegalArgumentException e) {
            problems.add(node.at(), path, path + ": " + e.getMessage());
        }
        return null;
    }

    private Object value(Schema schema, Node node, String path) {
        return switch (schema) {
            case Whole whole -> {
                long value = Numbers.whole(((Scalar) node).text()).orElseThrow();
                yield whole.type() == int.class ? (Object) Math.toIntExact(value) : (Object) value;
            }
            case Real _ -> Numbers.real(((Scalar) node).text());
            case Truth _ -> Boolean.valueOf(((Scalar) node).text());
            case Text _ -> ((Scalar) node).text();
            case Attachment _ -> inputs.read((Scalar) node, "");
            case Choice choice -> constant(choice, ((Scalar) node).text());
            case Listing listing -> list(listing, (Sequence) node, path);
            case Dictionary _ -> {
                SequencedMap<String, String> entries = new LinkedHashMap<>();
                ((Mapping) node)
                        .entries()
                        .forEach((key, entry) -> entries.put(key, TreeText.word((Scalar) entry.value())));
                yield entries;
            }
            case Brief written -> {
                Schema form = Validator.form(written, node);
                Object value = bind(form, node, path);
                yield value == null || form != written.brief()
                        ? value
                        : written.make().apply(value);
            }
            case Again again -> value(again.family(), node, path);
            case Kind kind -> record(kind, (Mapping) node, path);
            case Family family -> {
                Mapping mapping = node instanceof Scalar word ? Paths.spelled(family, word) : (Mapping) node;
                yield record(family.named(mapping.text(family.key())), mapping, path);
            }
        };
    }

    private Object list(Listing listing, Sequence sequence, String path) {
        List<Object> items = sequence.items().stream()
                .map(item -> bind(listing.element(), item, path))
                .toList();
        return items.contains(null) ? null : items;
    }

    private static Object constant(Choice choice, String name) {
        for (Object constant : choice.type().getEnumConstants()) {
            if (Kinds.value((Enum<?>) constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                choice.type().getSimpleName() + " must be " + choice.says() + ", got " + name);
    }

    /** Returns the value of a record; values that trials share are bound once. */
    private Object record(Kind kind, Mapping mapping, String path) {
        Map<Mapping, Object> ofKind = bound.computeIfAbsent(kind, _ -> new IdentityHashMap<>());
        Object before = ofKind.get(mapping);
        if (before == null) {
            before = made(kind, mapping, path);
            ofKind.put(mapping, before);
        }
        return before;
    }

    private Object made(Kind kind, Mapping mapping, String path) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Parameter parameter : kind.parameters().values()) {
            String key = key(parameter, mapping);
            Node node = mapping.get(key);
            if (node != null) {
                Object value = parameter.schema(key) instanceof Attachment file
                        ? file(file, (Scalar) node, mapping, join(path, key))
                        : bind(parameter.schema(key), node, join(path, key));
                if (value == null) {
                    return null;
                }
                arguments.put(
                        parameter.name(),
                        parameter.schema() instanceof Brief written && parameter.schema(key) == written.brief()
                                ? written.make().apply(value)
                                : value);
            }
        }
        try {
            return kind.make(arguments, values);
        } catch (RefusedException e) {
            refused(kind, mapping, path, e);
            return null;
        }
    }

    /**
     * Reports a refusal of a kind at its own place and at the place of the parameter with which it does not go
     * together.
     */
    private void refused(Kind kind, Mapping mapping, String path, RefusedException refused) {
        String[] way = refused.parameter().split("\\.", 2);
        Parameter parameter = parameter(kind, way[0]).orElseThrow(() -> refused);
        String key = key(parameter, mapping);
        Node node = mapping.get(key);
        if (way.length > 1 && node instanceof Sequence list) {
            node = list.items().get(Integer.parseInt(way[1]));
        }
        Position at = node == null || node.at().equals(Defaults.POSITION) ? mapping.at() : node.at();
        Surrounding beside = parameter(kind, refused.other())
                .map(other -> key(other, mapping))
                .filter(other -> mapping.get(other) != null)
                .map(other -> new Surrounding(
                        null, join(path, other), mapping.get(other).at()))
                .orElse(surroundings.get(refused.other()));
        String complaint =
                beside == null ? refused.complaint() : refused.complaint(beside.path()) + " (" + beside.at() + ")";
        problems.add(at, join(path, key), join(path, key) + " " + complaint);
    }

    private static Optional<Parameter> parameter(Kind kind, String name) {
        return kind.parameters().values().stream()
                .filter(each -> each.component().equals(name) || each.name().equals(name))
                .findFirst();
    }

    /** Returns a file that may be named by other parameters of its kind too; null where it cannot be read. */
    private Object file(Attachment file, Scalar node, Mapping kind, String path) {
        try {
            return inputs.read(
                    node,
                    file.inside(
                            name -> Optional.ofNullable(kind.get(name)).map(value -> TreeText.word((Scalar) value))));
        } catch (IllegalArgumentException e) {
            problems.add(node.at(), path, path + ": " + e.getMessage());
            return null;
        }
    }

    /** Returns the name or alias under which a parameter stands. */
    private static String key(Parameter parameter, Mapping mapping) {
        return mapping.get(parameter.name()) == null && mapping.get(parameter.alias()) != null
                ? parameter.alias()
                : parameter.name();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
