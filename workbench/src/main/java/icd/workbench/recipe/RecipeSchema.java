package icd.workbench.recipe;

import icd.describe.InputFile;
import icd.describe.Kinds;
import icd.describe.Schema.Kind;
import icd.workbench.schema.Frozen;
import icd.workbench.schema.Paths;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The schema of recipes, derived once from {@link Recipe} and {@link Experiment}. */
public final class RecipeSchema {
    /** The pattern of a case's name, which is one step of an override's path and begins a trial's id. */
    static final String CASE_NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    /** The keys of a recipe that belong to no experiment. */
    public static final Kind HEAD = Kinds.of(Recipe.class);

    static final Kind EXPERIMENT = Kinds.of(Experiment.class);

    /** The paths of the keys of an experiment. */
    public static final Paths PATHS = new Paths(EXPERIMENT);

    /** Keys that are no record's component, with what they mean. */
    public static final Map<String, String> STRUCTURE = structure();

    /** The keys of a file, in the order in which a resolved recipe writes them. */
    static final List<String> KEYS = keys();

    /** Names the recipes over which a file is laid; no resolved recipe has it. */
    public static final String EXTENDS = "extends";

    /** The value of {@link #EXTENDS}, in words. */
    public static final String EXTENDS_SAYS = "the file name of a recipe, or a list of one or more";

    /** The meaning of {@link #EXTENDS}. */
    public static final String EXTENDS_MEANS =
            "recipes that this one is laid over, later ones over earlier, relative to this file; a null here removes the inherited key";

    /** The keys that a file may have. */
    static final List<String> FILE_KEYS =
            Stream.concat(KEYS.stream(), Stream.of(EXTENDS)).toList();

    private RecipeSchema() {}

    /** Returns the schema as JSON Schema, draft 2020-12: the content of {@code recipes/recipe.schema.json}. */
    public static String json() {
        return RecipeJson.write();
    }

    /**
     * Returns a value on one line, as an experiment has it at a path: {@code task}, {@code training.optimiser}.
     *
     * @throws IllegalArgumentException if no kind makes it, or a value in it; the message says which
     */
    public static String written(String path, Object value) {
        return written(path, value, InputFile::name);
    }

    /**
     * Does the same as {@link #written(String, Object)}.
     *
     * @param naming returns the name, in the text, of each file that the value is made from
     */
    public static String written(String path, Object value, Function<InputFile, String> naming) {
        return Frozen.text(PATHS.at(Axes.path(path)).getFirst(), value, naming);
    }

    private static Map<String, String> structure() {
        Map<String, String> structure = new LinkedHashMap<>();
        structure.put("cases", "named variations: each a partial experiment laid over the top level, key by key");
        structure.put(
                "sweep", "axes whose product is run for every case: path to list of values; the last varies fastest");
        structure.put("zip", "axes in step: path to list of values, all of one length; varies faster than the sweep");
        return Collections.unmodifiableMap(structure);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(HEAD.parameters().keySet());
        List<String> last = List.of("repeats", "claims", "figures", "expect");
        keys.removeAll(last);
        keys.addAll(EXPERIMENT.parameters().keySet());
        keys.addAll(STRUCTURE.keySet());
        keys.addAll(last);
        return keys;
    }

    /** Returns whether a recipe has trials; one without any key of an experiment may check claims alone. */
    static boolean describesExperiment(Mapping root) {
        return !(root.get("claims") instanceof Node.Sequence claims
                        && !claims.items().isEmpty())
                || root.entries().keySet().stream()
                        .anyMatch(key -> EXPERIMENT.parameters().containsKey(key) || STRUCTURE.containsKey(key));
    }
}
