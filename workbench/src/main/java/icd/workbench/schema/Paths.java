package icd.workbench.schema;

import icd.describe.Schema;
import icd.describe.Schema.Attachment;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sort;
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

/**
 * The schemas of dotted paths below a kind, and the effect of setting a value at a path on its neighbours.
 *
 * @param root the kind at the empty path
 */
public record Paths(Kind root) {

    /** Returns the schemas of a path: one for each kind that has the path, none if no kind has. */
    public List<Schema> at(List<String> path) {
        List<Schema> level = List.of(root);
        for (String key : path) {
            level = step(level, key);
        }
        return level;
    }

    /** Returns the mapping that a kind's bare word stands for: {@code adam} is {@code {kind: adam}}. */
    public static Mapping spelled(Family family, Scalar word) {
        return new Mapping(word.at(), Map.of(family.key(), new Entry(word.at(), word)));
    }

    /**
     * Returns a tree in which the bare words of kinds are the mappings that they stand for, so that keys can be laid
     * over them. In lists, which are only ever replaced whole, they stay.
     *
     * @param schemas the schemas at this place, from {@link #at}
     */
    public static Node spelled(List<Schema> schemas, Node node) {
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
        // the distinction between schemas reads all of them
        return inner.size() < 2 ? inner : inner.stream().distinct().toList();
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

    /** Returns whether what stands at a path is the name of a file. */
    public boolean isFile(List<String> path) {
        return at(path).stream()
                .anyMatch(schema -> schema instanceof Attachment
                        || schema instanceof Brief written && written.brief() instanceof Attachment);
    }

    /** Returns the words of a family's kinds, with their meanings. */
    public static Choice kinds(Family union) {
        return new Choice(
                union.type(),
                union.kinds().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().description(), (a, b) -> a, LinkedHashMap::new)));
    }

    /** Returns the problem of a path, or null if it exists. */
    public String unknown(List<String> path, Collection<String> atTop) {
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
            case Brief written -> written.full().map(Paths::keysOf).orElse(List.of());
            default -> List.of();
        };
    }

    /**
     * Returns the message for an unknown key; it says whether other kinds of the union have the key, or where else it
     * stands.
     */
    String unknownKey(Family union, String kind, String key, String path) {
        List<String> having = union.kinds().keySet().stream()
                .filter(other -> union.named(other).parameter(key) != null)
                .toList();
        String others = having.size() < 2
                ? String.join("", having)
                : String.join(", ", having.subList(0, having.size() - 1)) + " and " + having.getLast();
        Collection<String> known = union.named(kind).names();
        String where = where(union, kind, path);
        String now = union.named(kind).parameters().values().stream()
                .filter(parameter -> parameter.formerly().equals(key))
                .map(Parameter::name)
                .collect(Collectors.joining(" and "));
        return others.isEmpty()
                ? unknownKey(key, where, known) + (now.isEmpty() ? "" : " (it is now " + now + ")")
                : "unknown key '" + Node.shown(key) + "' in " + where + ", which only " + others
                        + (having.size() < 2 ? " has" : " have") + "; known keys: "
                        + String.join(", ", known);
    }

    /** Returns the name, in messages, of the mapping at a path, which is of that kind. */
    static String where(Family union, String kind, String path) {
        return path + (union.key().equals(Family.KIND) ? " of kind " : " with " + union.key() + " ") + kind;
    }

    /** Returns the message for an unknown key, which says where the key stands if that is elsewhere. */
    public String unknownKey(String key, String where, Collection<String> known) {
        String hint = Nearest.hint(key, known);
        if (hint.isEmpty()) {
            hint = all().stream()
                    .filter(path -> path.endsWith("." + key))
                    .collect(Collectors.collectingAndThen(
                            Collectors.joining(" or "),
                            found -> found.isEmpty() ? "" : ", did you mean " + found + "?"));
        }
        return "unknown key '" + Node.shown(key) + "' in " + where + hint + (hint.isEmpty() ? "; " : " ")
                + "known keys: " + String.join(", ", known);
    }

    /** Returns every path, sorted. */
    public Set<String> all() {
        Set<String> paths = new TreeSet<>();
        collect(root, "", paths);
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

    /** Sets a value. A new {@code kind} drops the keys that it does not know. */
    public Mapping set(Mapping mapping, List<String> path, Node value) {
        return withoutStale(mapping, mapping.with(path, value), path, value);
    }

    /** Sets a value and where its key stands. A new {@code kind} drops the keys that it does not know. */
    public Mapping set(Mapping mapping, List<String> path, Entry entry) {
        return withoutStale(mapping, mapping.with(path, entry), path, entry.value());
    }

    private Mapping withoutStale(Mapping mapping, Mapping set, List<String> path, Node value) {
        List<String> parent = path.subList(0, path.size() - 1);
        Mapping changed = set;
        for (String twin : twins(at(parent), path.getLast())) {
            if (changed.get(parent) instanceof Mapping inner && inner.get(twin) != null) {
                changed = parent.isEmpty() ? changed.without(twin) : changed.with(parent, inner.without(twin));
            }
        }
        if (!parent.isEmpty()
                && value instanceof Scalar
                && mapping.get(parent) instanceof Mapping old
                && familyAt(parent) instanceof Family union
                && path.getLast().equals(union.key())) {
            return changed.with(parent, ofNewKind(union, old, (Mapping) changed.get(parent), Set.of(union.key())));
        }
        return changed;
    }

    /** Returns a mapping that was of another kind, without the inherited keys that its kind does not know. */
    private static Mapping ofNewKind(Family union, Mapping old, Mapping changed, Collection<String> said) {
        String kind = changed.text(union.key());
        return Objects.equals(old.text(union.key()), kind) || !(union.named(kind) instanceof Kind fields)
                ? changed
                : changed.without(old.keys().stream()
                        .filter(key -> !said.contains(key) && fields.parameter(key) == null)
                        .toArray(String[]::new));
    }

    private Family familyAt(List<String> path) {
        return switch (at(path).isEmpty() ? null : at(path).getFirst()) {
            case null -> null;
            case Family union -> union;
            case Brief written when written.full().orElse(null) instanceof Family union -> union;
            default -> null;
        };
    }

    /** Returns the other names of a key in these mappings. */
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

    /** Returns a mapping with a partial one over it, key by key. A key that has two names replaces the other name. */
    public Mapping overlaid(Mapping mapping, Mapping over) {
        return overlaid(List.of(root), mapping, over);
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
