package icd.workbench.schema;

import icd.describe.InputFile;
import icd.describe.Kinds;
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
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes values as a recipe has them, without defaults: it reverses {@link Binder}. Equal values are written alike, so
 * that a key which a later version adds changes no identity. A kind is written as its bare word where the word says
 * everything and no default of a later version can change its meaning.
 */
public final class Frozen {

    private static final Position POSITION = Position.whole("written");

    /** The default values, each made once: a recipe writes the same parameters for every trial. */
    private final Map<Parameter, Object> defaults = new IdentityHashMap<>();

    private final Function<InputFile, String> naming;

    private final Set<Class<?>> types = new LinkedHashSet<>();

    private Frozen(Function<InputFile, String> naming) {
        this.naming = naming;
    }

    /**
     * Returns a writer for the text that determines a result: it names files by their content, whatever their names
     * are.
     */
    public static Frozen determining() {
        return new Frozen(file -> "sha256 " + file.sha256());
    }

    /**
     * Returns a value on one line.
     *
     * @param naming returns the name, in the text, of each file that the value is made from
     * @throws IllegalArgumentException if no kind makes it, or a value in it; the message says which
     */
    public static String text(Schema schema, Object value, Function<InputFile, String> naming) {
        return TreeText.flow(new Frozen(naming).node(schema, value));
    }

    /** Returns the kinds written since the last call. */
    public Set<Class<?>> takeTypes() {
        Set<Class<?>> taken = Set.copyOf(types);
        types.clear();
        return taken;
    }

    public Node node(Schema schema, Object value) {
        return switch (schema) {
            case Whole _ -> new Scalar(POSITION, Sort.NUMBER, value.toString());
            case Real _ -> new Scalar(POSITION, Sort.NUMBER, Schema.number((Double) value));
            case Truth _ -> new Scalar(POSITION, Sort.BOOLEAN, value.toString());
            case Text _ -> new Scalar(POSITION, Sort.TEXT, (String) value);
            case Attachment _ -> new Scalar(POSITION, Sort.TEXT, naming.apply((InputFile) value));
            case Choice _ -> new Scalar(POSITION, Sort.TEXT, Kinds.value((Enum<?>) value));
            case Listing listing ->
                new Sequence(
                        POSITION,
                        ((List<?>) value)
                                .stream()
                                        .map(item -> node(listing.element(), item))
                                        .toList());
            case Dictionary _ -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, word) -> entries.put(
                                (String) key, new Entry(POSITION, new Scalar(POSITION, Sort.TEXT, (String) word))));
                yield new Mapping(POSITION, entries);
            }
            case Brief written ->
                written.give()
                        .apply(value)
                        .map(form -> node(written.brief(), form))
                        .orElseGet(() -> node(written.full().orElseThrow(() -> noFile(value)), value));
            case Again again -> node(again.family(), value);
            case Kind kind -> mapping(kind, value, new LinkedHashMap<>());
            case Family family -> {
                Kind kind = family.of(value).orElseThrow(() -> noKind(family, value));
                Map<String, Entry> entries = new LinkedHashMap<>();
                Scalar word = new Scalar(POSITION, Sort.TEXT, kind.name());
                entries.put(family.key(), new Entry(POSITION, word));
                Mapping mapping = mapping(kind, value, entries);
                yield mapping.entries().size() == 1 && !kind.hasDefaults() ? word : mapping;
            }
        };
    }

    private static IllegalArgumentException noKind(Family family, Object value) {
        return new IllegalArgumentException("a recipe cannot describe " + value + "; it can describe the kinds "
                + String.join(", ", family.kinds().keySet())
                + ", and the described records of a KindProvider on the class path");
    }

    private static IllegalArgumentException noFile(Object value) {
        return new IllegalArgumentException("a recipe cannot describe " + value
                + " that were not read from a file; write them to one, and read them from there");
    }

    private Mapping mapping(Kind kind, Object value, Map<String, Entry> entries) {
        types.add(kind.type());
        kind.inside().ifPresent(inside -> types.add(inside.kind().type()));
        Map<String, Object> arguments = kind.arguments(value);
        for (Parameter parameter : kind.parameters().values()) {
            Object argument = arguments.get(parameter.name());
            if (argument != null && !isDefault(parameter, argument)) {
                entries.put(parameter.name(), new Entry(POSITION, node(parameter.schema(), argument)));
            }
        }
        return new Mapping(POSITION, entries);
    }

    private boolean isDefault(Parameter parameter, Object argument) {
        return parameter.hasDefault() && argument.equals(defaults.computeIfAbsent(parameter, Frozen::byDefault));
    }

    private static Object byDefault(Parameter parameter) {
        return new Binder(Map.of(), new Inputs(), new Problems())
                .bind(parameter.schema(), Defaults.filled(parameter), parameter.name());
    }
}
