package icd.workbench.recipe;

import icd.workbench.schema.Frozen;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.TreeText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text that determines a result, as canonical YAML without defaults: files by their content, kinds of jars by the
 * content of the jars.
 */
final class Determining {

    private final Frozen frozen = Frozen.determining();

    /**
     * Returns the text for a layer and all its measurements: the experiment without the keys on which only its
     * baselines depend.
     */
    String layer(Experiment experiment) {
        Mapping written = written(experiment.withoutBaselines());
        Mapping data = (Mapping) written.get("data");
        return text(written.without("baselines").with("data", data.without("baseline_draws")));
    }

    /** Returns the text for the baselines of a group. */
    String baselines(BaselineGroups.Group group) {
        Experiment all = group.first().experiment();
        Mapping written = written(new Experiment(
                all.data(),
                all.task(),
                all.transform(),
                Optional.empty(),
                Optional.empty(),
                group.baselines(),
                List.of()));
        Optional<Set<String>> keys = group.dataKeys();
        if (keys.isPresent()) {
            Mapping data = (Mapping) written.get("data");
            String[] others = data.keys().stream()
                    .filter(key -> !keys.get().contains(key))
                    .toArray(String[]::new);
            return text(written.with("data", data.without(others)));
        }
        return text(written) + "precision: " + group.first().precision() + "\n";
    }

    private Mapping written(Experiment experiment) {
        frozen.takeTypes();
        return (Mapping) frozen.node(RecipeSchema.EXPERIMENT, experiment);
    }

    private String text(Mapping written) {
        return TreeText.block(written) + Jars.identity(frozen.takeTypes());
    }
}
