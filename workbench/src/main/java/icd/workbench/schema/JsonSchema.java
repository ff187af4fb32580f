package icd.workbench.schema;

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
import icd.workbench.tree.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Schemas as JSON Schema, draft 2020-12. A partial schema requires no key, as other mappings complete it. A family
 * stands once, in {@link #definitions}, and wherever else it is needed by reference, as it may contain itself.
 */
public final class JsonSchema {

    private final Map<String, Object> definitions = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /**
     * Returns the families that were needed so far, by the names under which references look for them in {@code $defs}.
     */
    public Map<String, Object> definitions() {
        return definitions;
    }

    /** Returns a reference to the definition of a name. */
    public static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> family(Family family, boolean partial) {
        String plain = names.computeIfAbsent(family.type(), type -> {
            String name = Kinds.key(type.getSimpleName()) + "_kinds";
            return names.containsValue(name) ? Kinds.key(type.getCanonicalName()) + "_kinds" : name;
        });
        String name = plain + (partial ? "_in_part" : "");
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // so that a family that contains itself comes to an end
            definitions.put(name, kinds(family, partial));
        }
        return reference(name);
    }

    private Map<String, Object> kinds(Family union, boolean partial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", union.description());
        List<Object> kinds = new ArrayList<>();
        Collection<Kind> words = partial ? union.kinds().values() : union.words();
        if (words.isEmpty()) {
            json.put("type", "object");
        } else {
            kinds.add(words(words));
        }
        union.kinds().forEach((kind, fields) -> kinds.add(kind(union.key(), kind, fields, partial)));
        json.put(partial ? "anyOf" : "oneOf", kinds);
        return json;
    }

    /** Returns a property that may also be null. */
    public static Map<String, Object> orNull(Map<String, Object> property) {
        Map<String, Object> either = new LinkedHashMap<>(property);
        if (property.get("enum") instanceof List<?> values) {
            either.put("enum", withLast(values, null));
            either.put(
                    "enumDescriptions",
                    withLast((List<?>) property.get("enumDescriptions"), "takes what is inherited away"));
        } else if (property.get("type") instanceof String type && !type.equals("object")) {
            either.put("type", List.of(type, "null"));
        } else {
            List<String> outside = List.of("description", "default");
            either.keySet().retainAll(outside);
            Map<String, Object> value = new LinkedHashMap<>(property);
            value.keySet().removeAll(outside);
            either.put("anyOf", List.of(value, Map.of("type", "null")));
        }
        return either;
    }

    private static List<Object> withLast(List<?> values, Object last) {
        List<Object> longer = new ArrayList<>(values);
        longer.add(last);
        return longer;
    }

    /**
     * Returns the schema of a key of a mapping; in a partial one null is valid too, as a recipe that extends another
     * may remove the key.
     */
    public Map<String, Object> property(Parameter field, String key, boolean partial) {
        return partial ? orNull(described(field, key, true)) : described(field, key, false);
    }

    /** Returns the schema of a key of a mapping, with its meaning and its default. */
    public Map<String, Object> described(Parameter field, String key, boolean partial) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", field.description());
        schema(field.schema(key), partial).forEach(property::putIfAbsent);
        if (field.hasDefault() && !field.byDefault().equals("{}")) {
            property.put("default", plain(Defaults.byDefault(field)));
        }
        return property;
    }

    /** Returns the JSON Schema of a schema. */
    public Map<String, Object> schema(Schema schema, boolean partial) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (schema) {
            case Whole whole -> {
                json.put("type", "integer");
                if (whole.min() != Long.MIN_VALUE) {
                    json.put("minimum", whole.min());
                }
                if (whole.max() != Long.MAX_VALUE) {
                    json.put("maximum", whole.max());
                }
            }
            case Real real -> {
                json.put("type", "number");
                putFinite(json, "minimum", real.min());
                putFinite(json, "exclusiveMinimum", real.above());
                putFinite(json, "exclusiveMaximum", real.below());
                putFinite(json, "maximum", real.max());
            }
            case Truth _ -> json.put("type", "boolean");
            case Text text -> {
                json.put("type", "string");
                if (!text.pattern().pattern().equals("(?s).*")) {
                    json.put("pattern", anchored(text.pattern().pattern()));
                }
            }
            case Attachment _ -> {
                json.put("type", "string");
                json.put("minLength", 1);
            }
            case Choice choice -> {
                json.put("enum", List.copyOf(choice.values().keySet()));
                json.put("enumDescriptions", List.copyOf(choice.values().values()));
            }
            case Listing listing -> {
                json.put("type", "array");
                json.put("items", schema(listing.element(), false));
            }
            case Dictionary _ -> {
                json.put("type", "object");
                json.put("additionalProperties", Map.of("type", List.of("string", "number", "boolean")));
            }
            case Brief written -> {
                Map<String, Object> brief = schema(written.brief(), partial);
                written.full()
                        .ifPresentOrElse(
                                full -> json.put("anyOf", List.of(brief, schema(full, partial))),
                                () -> json.putAll(brief));
            }
            case Kind fields -> json.putAll(fields(fields, partial));
            case Family union -> json.putAll(family(union, partial));
            case Again again -> json.putAll(family(again.family(), partial));
        }
        return json;
    }

    private static Map<String, Object> words(Collection<Kind> kinds) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("enum", kinds.stream().map(Kind::name).toList());
        words.put("enumDescriptions", kinds.stream().map(Kind::description).toList());
        return words;
    }

    private Map<String, Object> fields(Kind fields, boolean partial) {
        Map<String, Object> json = closed(fields.description(), properties(fields, partial));
        List<String> required = required(fields);
        if (!partial) {
            if (!required.isEmpty()) {
                json.put("required", required);
            }
            oneOfTwoNames(fields, json);
        }
        return json;
    }

    private Map<String, Object> properties(Kind fields, boolean partial) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.names().forEach(key -> properties.put(key, property(fields.parameter(key), key, partial)));
        return properties;
    }

    private Map<String, Object> kind(String key, String kind, Kind fields, boolean partial) {
        Map<String, Object> constant = new LinkedHashMap<>();
        constant.put("description", fields.description());
        constant.put("const", kind);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(key, constant);
        properties.putAll(properties(fields, partial));
        Map<String, Object> json = closed(fields.description(), properties);
        if (!partial) {
            List<String> required = new ArrayList<>(List.of(key));
            required.addAll(required(fields));
            json.put("required", required);
            oneOfTwoNames(fields, json);
        }
        return json;
    }

    /** Requires one of the two names of a key that is required and has two. */
    private static void oneOfTwoNames(Kind fields, Map<String, Object> json) {
        List<Object> choices = fields.parameters().values().stream()
                .filter(field -> field.required() && !field.alias().isEmpty())
                .map(field -> (Object) Map.of(
                        "oneOf",
                        List.of(Map.of("required", List.of(field.name())), Map.of("required", List.of(field.alias())))))
                .toList();
        if (!choices.isEmpty()) {
            json.put("allOf", choices);
        }
    }

    /** Returns a mapping of these keys and no others. */
    public static Map<String, Object> closed(String description, Map<String, Object> properties) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", description);
        json.put("type", "object");
        json.put("additionalProperties", false);
        json.put("properties", properties);
        return json;
    }

    /** Returns the keys without which a mapping is not whole. */
    public static List<String> required(Kind fields) {
        return fields.parameters().values().stream()
                .filter(field -> field.required() && field.alias().isEmpty())
                .map(Parameter::name)
                .toList();
    }

    private static void putFinite(Map<String, Object> json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value == Math.rint(value) ? (Object) (long) value : (Object) value);
        }
    }

    private static Object plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                switch (scalar.sort()) {
                    case TEXT -> scalar.text();
                    case NUMBER ->
                        Numbers.whole(scalar.text()).isPresent()
                                ? (Object) Numbers.whole(scalar.text()).getAsLong()
                                : (Object) Numbers.real(scalar.text());
                    case BOOLEAN -> Boolean.valueOf(scalar.text());
                    case NOTHING -> throw new IllegalArgumentException("a default must not be nothing");
                };
            case Node.Sequence sequence ->
                sequence.items().stream().map(JsonSchema::plain).toList();
            case Node.Mapping mapping -> {
                Map<String, Object> values = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> values.put(key, plain(entry.value())));
                yield values;
            }
        };
    }

    /** Returns a pattern that the whole text must match. */
    public static String anchored(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
