package icd.workbench.recipe;

import icd.describe.Schema;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Dictionary;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Real;
import icd.describe.Schema.Text;
import icd.describe.Schema.Whole;
import icd.workbench.figures.CurveAxis;
import icd.workbench.figures.CurvePanel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key of a recipe with values at and beyond its bounds, as overrides of a small recipe. */
public final class Keys {

    private static final List<String> WHOLE = List.of(
            "-1",
            "0",
            "1",
            "2",
            "3",
            "4",
            "-0.0",
            "0.5",
            "1e400",
            "2147483647",
            "2147483648",
            "1000000001",
            "65537",
            "9223372036854775807",
            "9223372036854775808",
            "null",
            "x",
            "[]",
            "true");

    private static final List<String> REAL = List.of(
            "-1",
            "0",
            "-0.0",
            "5e-324",
            "1e-300",
            "1e-160",
            "0.5",
            "1",
            "2",
            "1e12",
            "1e30",
            "1e160",
            "1.7976931348623157e308",
            "-1.7976931348623157e308",
            "1e400",
            ".inf",
            ".nan",
            "null",
            "x",
            "[]");

    /** The keys that a mapping must have besides the one that is changed. */
    private static final Map<Class<?>, Map<String, String>> REQUIRED = Map.of(
            CurveAxis.class, Map.of("of", "steps"),
            RangeSpec.class, Map.of("from", "0.5", "to", "2", "points", "3"),
            CurvePanel.class, Map.of("y", "{of: over_one_step}"));

    private Keys() {}

    /** Overrides {@code path=value} of every key of an experiment. */
    public static List<String> ofExperiment() {
        List<String> overrides = new ArrayList<>();
        for (String path : RecipeSchema.PATHS.all()) {
            for (Schema schema : RecipeSchema.PATHS.at(Axes.path(path))) {
                values(schema).forEach(value -> overrides.add(path + "=" + value));
            }
        }
        return overrides;
    }

    /**
     * Overrides that replace a list by one item with one key changed.
     *
     * @param list {@code evaluate}, {@code figures} or {@code expect}
     * @param items the keys of each item to begin with, a kind first where there are kinds
     */
    public static List<String> ofItems(String list, List<Map<String, String>> items) {
        Kind parent = list.equals("evaluate") ? RecipeSchema.EXPERIMENT : RecipeSchema.HEAD;
        Schema element = ((Listing) parent.parameters().get(list).schema()).element();
        List<String> overrides = new ArrayList<>();
        for (Map<String, String> item : items) {
            Kind fields = element instanceof Family union ? union.named(item.get("kind")) : (Kind) element;
            changed(fields, item).forEach(each -> overrides.add(list + "=[" + each + "]"));
        }
        return overrides;
    }

    /** A mapping in flow style. */
    public static String flow(Map<String, String> mapping) {
        List<String> entries = new ArrayList<>();
        mapping.forEach((key, value) -> entries.add(key + ": " + value));
        return "{" + String.join(", ", entries) + "}";
    }

    private static List<String> changed(Kind fields, Map<String, String> item) {
        List<String> mappings = new ArrayList<>();
        fields.parameters().forEach((name, field) -> {
            for (String value : values(field.schema())) {
                Map<String, String> changed = new java.util.LinkedHashMap<>(item);
                changed.put(name, value);
                mappings.add(flow(changed));
            }
        });
        return mappings;
    }

    private static List<String> values(Schema schema) {
        return switch (schema) {
            case Whole _ -> WHOLE;
            case Real _ -> REAL;
            case Choice choice ->
                Stream.concat(choice.values().keySet().stream(), Stream.of("x", "1"))
                        .toList();
            case Schema.Again _ ->
                List.of(
                        "x",
                        "{}",
                        "{attention: softmax}",
                        "{attention: heads, of: []}",
                        "{attention: stack, of: [linear]}");
            case Text _ ->
                List.of("''", "x", "'x y'", "1", "X_1", "metrics", "trial", "'" + "x".repeat(200) + "'", "descent");
            case Schema.Attachment _ -> List.of("''", "none.csv", "'..'", "/dev/zero", "'a\\0b'", "1", "pom.xml");
            case Dictionary _ ->
                List.of(
                        "{case: x}",
                        "{case: subspaces}",
                        "{model: softmax}",
                        "{trial: tiny}",
                        "{steps: 1}",
                        "{steps: 7}");
            case Listing listing -> {
                List<String> lists = new ArrayList<>(List.of("[]", "1", "[[]]"));
                values(listing.element())
                        .forEach(value -> lists.addAll(List.of("[" + value + "]", "[1, " + value + "]")));
                yield lists;
            }
            case Kind fields -> changed(fields, REQUIRED.getOrDefault(fields.type(), Map.of()));
            case Schema.Truth _ -> List.of("true", "false", "1", "x");
            case Schema.Brief written ->
                Stream.concat(
                                values(written.brief()).stream(),
                                written.full().map(Keys::values).orElse(List.of()).stream())
                        .toList();
            case Family _ -> List.of("{}", "{kind: x}", "x");
        };
    }
}
