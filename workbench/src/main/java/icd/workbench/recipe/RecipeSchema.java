package icd.workbench.recipe;

import icd.describe.Kinds;
import icd.describe.Schema;
import icd.describe.Schema.Attachment;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import icd.workbench.recipe.Node.Entry;
import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Scalar;
import icd.workbench.recipe.Node.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a recipe may say, derived once from {@link Recipe} and {@link Experiment}. */
public final class RecipeSchema {
    /** A case is one step of an override's path and begins a trial's id. */
    static final String CASE_NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    static final Kind HEAD = Kinds.of(Recipe.class);
    static final Kind EXPERIMENT = Kinds.of(Experiment.class);

    /** Keys that are no record's component, with what they mean. */
    static final Map<String, String> STRUCTURE = structure();

    /** The keys of a file, in the order in which a resolved recipe writes them. */
    static final List<String> KEYS = keys();

    /** Names the recipes over which a file is laid; no resolved recipe has it. */
    static final String EXTENDS = "extends";

    static final String EXTENDS_SAYS = "the file name of a recipe, or a list of one or more";

    static final String EXTENDS_MEANS =
            "recipes that this one is laid over, later ones over earlier, relative to this file; a null here takes the inherited key away";

    /** The keys that a file may have. */
    static final List<String> FILE_KEYS =
            Stream.concat(KEYS.stream(), Stream.of(EXTENDS)).toList();

    private RecipeSchema() {}

    /** The schema as JSON Schema, draft 2020-12: what {@code recipes/recipe.schema.json} holds. */
    public static String json() {
        return JsonSchema.write();
    }

    private static Map<String, String> structure() {
        Map<String, String> structure = new LinkedHashMap<>();
        structure.put("cases", "named variations: each a partial experiment laid over the top level, key by key");
        structure.put(
                "sweep", "axes whose product is run for every case: path to list of values; the last varies fastest");
        structure.put("zip", "axes in step: path to list of values, all of one length; varies faster than the sweep");
        return structure;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(HEAD.parameters().keySet());
        List<String> last = List.of("claims", "figures", "expect");
        keys.removeAll(last);
        keys.addAll(EXPERIMENT.parameters().keySet());
        keys.addAll(STRUCTURE.keySet());
        keys.addAll(last);
        return keys;
    }

    /** Whether a recipe has trials; one that says nothing of an experiment may check claims alone. */
    static boolean describesExperiment(Mapping root) {
        return !(root.get("claims") instanceof Node.Sequence claims
                        && !claims.items().isEmpty())
                || root.entries().keySet().stream()
                        .anyMatch(key -> EXPERIMENT.parameters().containsKey(key) || STRUCTURE.containsKey(key));
    }

    /** What may stand at a path of an experiment: one schema for each kind that has the path, none if no kind has. */
    static List<Schema> at(List<String> path) {
        List<Schema> level = List.of(EXPERIMENT);
        for (String key : path) {
            level = step(level, key);
        }
        return level;
    }

    /** The mapping that a kind's bare word stands for: {@code adam} is {@code {kind: adam}}. */
    static Mapping spelled(Family family, Scalar word) {
        return new Mapping(word.at(), Map.of(family.key(), new Entry(word.at(), word)));
    }

    /**
     * A tree in which the bare words of kinds are the mappings that they stand for, so that keys can be laid over them. In lists,
     * which are only ever replaced whole, they stay.
     *
     * @param schemas what may stand there, as of {@link #at}
     */
    static Node spelled(List<Schema> schemas, Node node) {
        if (schemas.isEmpty()) {
            return node;
        } else if (node instanceof Scalar word) {
            return schemas.stream().allMatch(schema -> Validator.form(schema, word) instanceof Family)
                            && word.sort() == Sort.TEXT
                    ? spelled((Family) Validator.form(schemas.getFirst(), word), word)
                    : node;
        } else if (node instanceof Mapping mapping) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Entry(entry.keyAt(), spelled(step(schemas, key), entry.value()))));
            return new Mapping(mapping.at(), entries);
        }
        return node;
    }

    private static List<Schema> step(List<Schema> schemas, String key) {
        List<Schema> inner =
                schemas.stream().flatMap(schema -> step(schema, key).stream()).toList();
        return inner.size() < 2 ? inner : inner.stream().distinct().toList(); // telling schemas apart reads all of them
    }

    private static List<Schema> step(Schema schema, String key) {
        return switch (schema) {
            case Kind fields ->
                fields.parameter(key) instanceof Parameter parameter ? List.of(parameter.schema(key)) : List.of();
            case Family union when key.equals(union.key()) -> List.of(kinds(union));
            case Family union ->
                union.parameters(key).stream()
                        .map(parameter -> parameter.schema(key))
                        .toList();
            case Brief written -> written.full().map(full -> step(full, key)).orElse(List.of());
            default -> List.of();
        };
    }

    /** Whether what stands at a path of an experiment is the name of a file. */
    static boolean isFile(List<String> path) {
        return at(path).stream()
                .anyMatch(schema -> schema instanceof Attachment
                        || schema instanceof Brief written && written.brief() instanceof Attachment);
    }

    static Choice kinds(Family union) {
        return new Choice(
                union.type(),
                union.kinds().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().description(), (a, b) -> a, LinkedHashMap::new)));
    }

    /** What is wrong with a path of an experiment, or null if it exists. */
    static String unknown(List<String> path, Collection<String> atTop) {
        for (int depth = 0; depth < path.size(); depth++) {
            if (at(path.subList(0, depth + 1)).isEmpty()) {
                List<String> parent = path.subList(0, depth);
                Set<String> known = new LinkedHashSet<>(depth == 0 ? atTop : List.of());
                if (depth > 0) {
                    at(parent).forEach(schema -> known.addAll(keysOf(schema)));
                }
                String where = depth == 0 ? "the recipe" : String.join(".", parent);
                return known.isEmpty()
                        ? where + " has no keys, got '" + path.get(depth) + "'; set it as a whole"
                        : unknownKey(path.get(depth), where, known);
            }
        }
        return null;
    }

    private static Collection<String> keysOf(Schema schema) {
        return switch (schema) {
            case Kind fields -> fields.names();
            case Family union -> {
                Set<String> keys = new LinkedHashSet<>(List.of(union.key()));
                keys.addAll(union.allParameters());
                yield keys;
            }
            case Brief written -> written.full().map(RecipeSchema::keysOf).orElse(List.of());
            default -> List.of();
        };
    }

    /** A key that other kinds of the union have is told so; one that stands elsewhere in an experiment is told where. */
    static String unknownKey(Family union, String kind, String key, String path) {
        String others = union.kinds().keySet().stream()
                .filter(other -> union.named(other).parameter(key) != null)
                .collect(Collectors.joining(" and "));
        Collection<String> known = union.named(kind).names();
        String where = where(union, kind, path);
        String now = union.named(kind).parameters().values().stream()
                .filter(parameter -> parameter.formerly().equals(key))
                .map(Parameter::name)
                .collect(Collectors.joining(" and "));
        return others.isEmpty()
                ? unknownKey(key, where, known) + (now.isEmpty() ? "" : " (it is now " + now + ")")
                : "unknown key '" + Node.shown(key) + "' in " + where + ", which only " + others + " has; known keys: "
                        + String.join(", ", known);
    }

    /** What messages call the mapping at a path, which is of that kind. */
    static String where(Family union, String kind, String path) {
        return path + (union.key().equals(Family.KIND) ? " of kind " : " with " + union.key() + " ") + kind;
    }

    static String unknownKey(String key, String where, Collection<String> known) {
        String hint = Nearest.hint(key, known);
        if (hint.isEmpty()) {
            hint = paths().stream()
                    .filter(path -> path.endsWith("." + key))
                    .collect(Collectors.collectingAndThen(
                            Collectors.joining(" or "),
                            found -> found.isEmpty() ? "" : ", did you mean " + found + "?"));
        }
        return "unknown key '" + Node.shown(key) + "' in " + where + hint + (hint.isEmpty() ? "; " : " ")
                + "known keys: " + String.join(", ", known);
    }

    /** Every path of an experiment, sorted. */
    public static Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        collect(EXPERIMENT, "", paths);
        return paths;
    }

    private static void collect(Schema schema, String prefix, Set<String> paths) {
        switch (schema) {
            case Kind fields ->
                fields.names().forEach(key -> {
                    paths.add(prefix + key);
                    collect(fields.parameter(key).schema(key), prefix + key + ".", paths);
                });
            case Family union -> {
                paths.add(prefix + union.key());
                union.kinds().values().forEach(fields -> collect(fields, prefix, paths));
            }
            case Brief written -> written.full().ifPresent(full -> collect(full, prefix, paths));
            default -> {}
        }
    }

    /** Sets a value in an experiment. A new {@code kind} drops the keys that it does not know. */
    static Mapping set(Mapping experiment, List<String> path, Node value) {
        return withoutStale(experiment, experiment.with(path, value), path, value);
    }

    /** Sets a value and where its key stands. A new {@code kind} drops the keys that it does not know. */
    static Mapping set(Mapping experiment, List<String> path, Entry entry) {
        return withoutStale(experiment, experiment.with(path, entry), path, entry.value());
    }

    private static Mapping withoutStale(Mapping experiment, Mapping set, List<String> path, Node value) {
        List<String> parent = path.subList(0, path.size() - 1);
        Mapping changed = set;
        for (String twin : twins(at(parent), path.getLast())) {
            if (changed.get(parent) instanceof Mapping inner && inner.get(twin) != null) {
                changed = parent.isEmpty() ? changed.without(twin) : changed.with(parent, inner.without(twin));
            }
        }
        if (!parent.isEmpty()
                && value instanceof Scalar
                && experiment.get(parent) instanceof Mapping old
                && familyAt(parent) instanceof Family union
                && path.getLast().equals(union.key())) {
            return changed.with(parent, ofNewKind(union, old, (Mapping) changed.get(parent), Set.of(union.key())));
        }
        return changed;
    }

    /** A mapping that was of another kind, without the inherited keys that its kind does not know. */
    private static Mapping ofNewKind(Family union, Mapping old, Mapping changed, Collection<String> said) {
        String kind = changed.text(union.key());
        return Objects.equals(old.text(union.key()), kind) || !(union.named(kind) instanceof Kind fields)
                ? changed
                : changed.without(old.keys().stream()
                        .filter(key -> !said.contains(key) && fields.parameter(key) == null)
                        .toArray(String[]::new));
    }

    private static Family familyAt(List<String> path) {
        return switch (at(path).isEmpty() ? null : at(path).getFirst()) {
            case null -> null;
            case Family union -> union;
            case Brief written when written.full().orElse(null) instanceof Family union -> union;
            default -> null;
        };
    }

    /** The other names of a key in these mappings. */
    private static Set<String> twins(List<Schema> parents, String key) {
        return parents.stream()
                .flatMap(parent -> switch (parent) {
                    case Kind fields -> Stream.ofNullable(fields.parameter(key));
                    case Family union -> union.parameters(key).stream();
                    default -> Stream.<Parameter>empty();
                })
                .map(parameter -> parameter.twin(key))
                .filter(twin -> !twin.isEmpty())
                .collect(Collectors.toSet());
    }

    /** An experiment with a partial one over it, key by key. A key that has two names replaces the other. */
    static Mapping overlaid(Mapping experiment, Mapping over) {
        return overlaid(List.of(EXPERIMENT), experiment, over);
    }

    private static Mapping overlaid(List<Schema> schemas, Mapping below, Mapping over) {
        var merged = new LinkedHashMap<>(below.entries());
        over.entries().forEach((key, entry) -> {
            twins(schemas, key).forEach(merged::remove);
            Node value = below.get(key) instanceof Mapping inner
                            && entry.value() instanceof Mapping above
                            && !above.replaces(inner)
                    ? overlaid(step(schemas, key), inner, above)
                    : entry.value();
            merged.put(key, new Entry(entry.keyAt(), value));
        });
        Mapping laid = new Mapping(over.at(), merged);
        return schemas.size() == 1 && schemas.getFirst() instanceof Family union
                ? ofNewKind(union, below, laid, over.keys())
                : laid;
    }
}
