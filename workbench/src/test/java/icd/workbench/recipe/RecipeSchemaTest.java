package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecipeSchemaTest {
    private final JsonNode schema = JsonMapper.shared().readTree(RecipeSchema.json());

    @Test
    void theFileIsWhatTheRecordsSay() throws IOException {
        assertThat(Path.of("..", "recipes", "recipe.schema.json"))
                .content()
                .as("recipes/recipe.schema.json must be the output of RecipeSchema.json()")
                .isEqualTo(RecipeSchema.json());
    }

    @Test
    void fig3PointsEditorsToIt() throws IOException {
        assertThat(Files.readAllLines(Recipes.FIG3).getFirst())
                .isEqualTo("# yaml-language-server: $schema=recipe.schema.json");
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(described(schema)).isGreaterThan(100);
    }

    private static int described(JsonNode node) {
        int count = 0;
        JsonNode properties = node.get("properties");
        if (properties != null) {
            for (var property : properties.properties()) {
                assertThat(property.getValue().path("description").asString(""))
                        .as("description of " + property.getKey())
                        .isNotBlank();
                count++;
            }
        }
        for (JsonNode child : node) {
            count += described(child);
        }
        return count;
    }

    @Test
    void everyMappingIsClosed() {
        closed(schema);
    }

    private static void closed(JsonNode node) {
        if (node.has("properties") && node.path("type").asString("").equals("object")) {
            assertThat(node.get("additionalProperties").asBoolean()).isFalse();
        }
        node.forEach(RecipeSchemaTest::closed);
    }

    @Test
    void boundsChoicesDefaultsAndKindsAreThere() {
        JsonNode training = schema.at("/$defs/training/properties");
        assertThat(training.at("/epochs/minimum").asInt()).isEqualTo(1);
        assertThat(training.at("/precision/enum/0").asString()).isEqualTo("float32");
        assertThat(training.at("/precision/default").asString()).isEqualTo("float32");
        assertThat(training.at("/decay/anyOf/0/properties/at/items/exclusiveMaximum")
                        .asInt())
                .isEqualTo(1);
        JsonNode optimiser = referred(training.at("/optimiser/anyOf/0"));
        assertThat(optimiser.at("/anyOf/3/properties/kind/const").asString()).isEqualTo("sgd");
        assertThat(optimiser.at("/anyOf/1/properties/epsilon/default").asDouble())
                .isEqualTo(1e-8);
    }

    /** Returns the definition that a node refers to. */
    private JsonNode referred(JsonNode node) {
        return schema.at(node.get("$ref").asString().substring(1));
    }

    /** Every definition that is referred to exists, whole and in part; a layer made of layers refers to itself. */
    @Test
    void referencesLeadSomewhere() {
        List<String> references = schema.findValuesAsString("$ref");
        assertThat(references).contains("#/$defs/architecture_kinds", "#/$defs/architecture_kinds_in_part");
        assertThat(references)
                .allSatisfy(each -> assertThat(schema.at(each.substring(1)).isMissingNode())
                        .as(each)
                        .isFalse());
        assertThat(schema.at("/$defs/architecture_kinds").toString()).contains("#/$defs/architecture_kinds\"");
    }

    @Test
    void axesNameEveryPathAndTakeWholeValues() {
        JsonNode axes = schema.at("/$defs/axes/properties");
        assertThat(axes.propertyNames())
                .contains("data.L", "task", "task.d", "task.kind", "training.optimiser.momentum", "baselines")
                .containsExactlyElementsOf(RecipeSchema.PATHS.all());
        assertThat(axes.at("/training.seed/items/type").asString()).isEqualTo("integer");
        JsonNode task = referred(axes.at("/task/items"));
        assertThat(task.at("/oneOf/1/required").toString()).isEqualTo("[\"kind\",\"d\",\"variance\"]");
        assertThat(task.at("/oneOf/1/allOf/0/oneOf/1/required").toString()).isEqualTo("[\"noise_variance\"]");
        assertThat(axes.at("/task.kind/items/enum").toString())
                .isEqualTo(
                        "[\"subspaces\",\"spheres\",\"mixtures\",\"gaussians\",\"state_space\",\"digits\",\"tokens\",\"unknown\"]");
    }

    @Test
    void theRootHasTheKeysThatTheValidatorKnows() {
        assertThat(schema.get("properties").propertyNames()).containsExactlyElementsOf(RecipeSchema.FILE_KEYS);
    }
}
