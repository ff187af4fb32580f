package icd.workbench.recipe;

import icd.describe.Schema;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import icd.workbench.schema.JsonSchema;
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
 * The schema of a recipe as JSON Schema. The top level and the cases are partial, as they complete each other; the values of axes are
 * whole. Paths of axes are listed one by one, so that an editor completes them.
 */
final class RecipeJson {

    private final JsonSchema json = new JsonSchema();

    private RecipeJson() {}

    static String write() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .defaultPrettyPrinter(printer)
                        .build()
                        .writeValueAsString(new RecipeJson().root())
                + "\n";
    }

    private Map<String, Object> root() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Recipe of the in-context denoising workbench");
        root.put("description", "What to draw, train, evaluate and plot. Lists are values except under sweep and zip.");
        root.put("type", "object");
        root.put("required", JsonSchema.required(RecipeSchema.HEAD));
        root.put("additionalProperties", false);
        root.put("properties", rootProperties());
        Map<String, Object> definitions = new LinkedHashMap<>();
        RecipeSchema.EXPERIMENT
                .parameters()
                .values()
                .forEach(field -> definitions.put(field.name(), json.described(field, field.name(), true)));
        definitions.put("case", JsonSchema.closed("a partial experiment, laid over the top level", references()));
        definitions.put("axes", axes());
        definitions.putAll(json.definitions());
        root.put("$defs", definitions);
        return root;
    }

    private Map<String, Object> rootProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> references = references();
        for (String key : RecipeSchema.FILE_KEYS) {
            properties.put(
                    key,
                    switch (key) {
                        case "cases" -> JsonSchema.orNull(cases());
                        case "sweep", "zip" -> JsonSchema.orNull(reference("axes", RecipeSchema.STRUCTURE.get(key)));
                        case RecipeSchema.EXTENDS -> extended();
                        default ->
                            references.containsKey(key)
                                    ? references.get(key)
                                    : json.property(
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

    private static Map<String, Object> references() {
        Map<String, Object> references = new LinkedHashMap<>();
        RecipeSchema.EXPERIMENT
                .parameters()
                .values()
                .forEach(field ->
                        references.put(field.name(), JsonSchema.orNull(reference(field.name(), field.description()))));
        return references;
    }

    private static Map<String, Object> reference(String name, String description) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("description", description);
        reference.putAll(JsonSchema.reference(name));
        return reference;
    }

    private static Map<String, Object> cases() {
        Map<String, Object> cases = new LinkedHashMap<>();
        cases.put("description", RecipeSchema.STRUCTURE.get("cases"));
        cases.put("type", "object");
        cases.put("propertyNames", Map.of("pattern", JsonSchema.anchored(RecipeSchema.CASE_NAME)));
        cases.put("additionalProperties", JsonSchema.orNull(JsonSchema.reference("case")));
        return cases;
    }

    private Map<String, Object> axes() {
        Map<String, Object> axes = new LinkedHashMap<>();
        for (String path : RecipeSchema.PATHS.all()) {
            List<String> keys = Axes.path(path);
            List<Map<String, Object>> values = RecipeSchema.PATHS.at(keys).stream()
                    .map(schema -> json.schema(schema, false))
                    .toList();
            Map<String, Object> axis = new LinkedHashMap<>();
            axis.put("description", "values of " + path + ": " + meaning(keys));
            axis.put("type", "array");
            axis.put("minItems", 1);
            axis.put("items", values.size() == 1 ? values.getFirst() : Map.of("anyOf", values));
            axes.put(path, JsonSchema.orNull(axis));
        }
        return JsonSchema.closed("paths to lists of values", axes);
    }

    private static String meaning(List<String> path) {
        List<Schema> parents = RecipeSchema.PATHS.at(path.subList(0, path.size() - 1));
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
}
