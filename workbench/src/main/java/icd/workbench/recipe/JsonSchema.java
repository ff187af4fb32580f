package icd.workbench.recipe;

import icd.describe.Schema;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the schema as JSON Schema, draft 2020-12. The top level and the cases are partial, as they complete each other; the values
 * of axes are whole. Paths of axes are listed one by one, so that an editor completes them.
 */
final class JsonSchema {
    private JsonSchema() {}

    static String write() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .defaultPrettyPrinter(printer)
                        .build()
                        .writeValueAsString(root())
                + "\n";
    }

    private static Map<String, Object> root() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Recipe of the in-context denoising workbench");
        root.put("description", "What to draw, train, evaluate and plot. Lists are values except under sweep and zip.");
        root.put("type", "object");
        root.put("required", required(RecipeSchema.HEAD));
        root.put("additionalProperties", false);
        root.put("properties", rootProperties());
        Map<String, Object> definitions = new LinkedHashMap<>();
        RecipeSchema.EXPERIMENT
                .parameters()
                .values()
                .forEach(field -> definitions.put(field.name(), described(field, field.name(), true)));
        definitions.put("case", closed("a partial experiment, laid over the top level", references()));
        definitions.put("axes", axes());
        root.put("$defs", definitions);
        return root;
    }

    private static Map<String, Object> rootProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> references = references();
        for (String key : RecipeSchema.FILE_KEYS) {
            properties.put(
                    key,
                    switch (key) {
                        case "cases" -> orNull(cases());
                        case "sweep", "zip" -> orNull(reference("axes", RecipeSchema.STRUCTURE.get(key)));
                        case RecipeSchema.EXTENDS -> extended();
                        default ->
                            references.containsKey(key)
                                    ? references.get(key)
                                    : property(
                                            RecipeSchema.HEAD.parameters().get(key),
                                            key,
                                            !Layering.NOT_INHERITED.contains(key));
                    });
        }
        return properties;
    }

    private static Map<String, Object> extended() {
        Map<String, Object> extended = new LinkedHashMap<>();
        extended.put("description", RecipeSchema.EXTENDS_MEANS);
        Map<String, Object> name = Map.of("type", "string");
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("type", "array");
        names.put("minItems", 1);
        names.put("items", name);
        extended.put("anyOf", List.of(name, names));
        return extended;
    }

    private static Map<String, Object> orNull(Map<String, Object> property) {
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

    private static Map<String, Object> references() {
        Map<String, Object> references = new LinkedHashMap<>();
        RecipeSchema.EXPERIMENT
                .parameters()
                .values()
                .forEach(field -> references.put(field.name(), orNull(reference(field.name(), field.description()))));
        return references;
    }

    private static Map<String, Object> reference(String name, String description) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("description", description);
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    private static Map<String, Object> cases() {
        Map<String, Object> cases = new LinkedHashMap<>();
        cases.put("description", RecipeSchema.STRUCTURE.get("cases"));
        cases.put("type", "object");
        cases.put("propertyNames", Map.of("pattern", anchored(RecipeSchema.CASE_NAME)));
        cases.put("additionalProperties", orNull(Map.of("$ref", "#/$defs/case")));
        return cases;
    }

    private static Map<String, Object> axes() {
        Map<String, Object> axes = new LinkedHashMap<>();
        for (String path : RecipeSchema.paths()) {
            List<String> keys = Expansion.path(path);
            List<Map<String, Object>> values = RecipeSchema.at(keys).stream()
                    .map(schema -> schema(schema, false))
                    .toList();
            Map<String, Object> axis = new LinkedHashMap<>();
            axis.put("description", "values of " + path + ": " + meaning(keys));
            axis.put("type", "array");
            axis.put("minItems", 1);
            axis.put("items", values.size() == 1 ? values.getFirst() : Map.of("anyOf", values));
            axes.put(path, orNull(axis));
        }
        return closed("paths to lists of values", axes);
    }

    private static String meaning(List<String> path) {
        List<Schema> parents = RecipeSchema.at(path.subList(0, path.size() - 1));
        return parents.stream()
                .flatMap(parent -> switch (parent) {
                    case Kind fields -> Stream.of(fields.parameter(path.getLast()));
                    case Family union -> union.parameters(path.getLast()).stream();
                    default -> List.<Parameter>of().stream();
                })
                .map(Parameter::description)
                .distinct()
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; or "), text -> text.isEmpty() ? "which kind it is" : text));
    }

    /** What may stand at a key of a mapping; of a partial one also nothing, as a recipe that extends another may take it away. */
    private static Map<String, Object> property(Parameter field, String key, boolean partial) {
        return partial ? orNull(described(field, key, true)) : described(field, key, false);
    }

    private static Map<String, Object> described(Parameter field, String key, boolean partial) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", field.description());
        schema(field.schema(key), partial).forEach(property::putIfAbsent);
        if (field.hasDefault() && !field.byDefault().equals("{}")) {
            property.put("default", plain(Defaults.byDefault(field)));
        }
        return property;
    }

    private static Map<String, Object> schema(Schema schema, boolean partial) {
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
            case Family union -> {
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
            }
        }
        return json;
    }

    private static Map<String, Object> words(Collection<Kind> kinds) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("enum", kinds.stream().map(Kind::name).toList());
        words.put("enumDescriptions", kinds.stream().map(Kind::description).toList());
        return words;
    }

    private static Map<String, Object> fields(Kind fields, boolean partial) {
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

    private static Map<String, Object> properties(Kind fields, boolean partial) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.names().forEach(key -> properties.put(key, property(fields.parameter(key), key, partial)));
        return properties;
    }

    private static Map<String, Object> kind(String key, String kind, Kind fields, boolean partial) {
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

    /** What is required and has two names is required under one of them. */
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

    private static Map<String, Object> closed(String description, Map<String, Object> properties) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", description);
        json.put("type", "object");
        json.put("additionalProperties", false);
        json.put("properties", properties);
        return json;
    }

    private static List<String> required(Kind fields) {
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

    private static String anchored(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
