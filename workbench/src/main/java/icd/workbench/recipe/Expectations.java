package icd.workbench.recipe;

import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The expectations of a recipe belong to the experiment for which they were written. A recipe that changes the
 * experiment, by extending the recipe or by {@code --set}, does not inherit them, unless the recipe states its own.
 */
final class Expectations {
    private static final String KEY = "expect";

    private Expectations() {}

    /** Returns a recipe that states no expectations with those of the last earlier recipe of the same experiment. */
    static Mapping inherited(List<Mapping> before, Mapping recipe) {
        String experiment = experiment(recipe);
        for (Mapping earlier : before.reversed()) {
            if (Layering.said(earlier.get(KEY)) && experiment(earlier).equals(experiment)) {
                return recipe.with(KEY, earlier.get(KEY));
            }
        }
        return recipe.without(KEY);
    }

    /**
     * Returns in a line why the expectations of a recipe are not those of the overridden one; empty if they are, or
     * there were none.
     */
    static String leftBehind(Mapping recipe, List<String> overrides, Mapping overridden) {
        boolean none = recipe.get(KEY) instanceof Sequence said && said.items().isEmpty();
        if (none || !Layering.said(recipe.get(KEY)) || overridden.get(KEY) != null) {
            return "";
        }
        List<String> changing = new ArrayList<>();
        Mapping before = recipe;
        for (String override : overrides) {
            Mapping after = new Overrides(new Problems()).apply(before, List.of(override));
            if (after.get(KEY) != before.get(KEY)) {
                return ""; // the key was removed
            }
            if (!experiment(after).equals(experiment(before))) {
                changing.add("--set " + override.split("=", 2)[0].strip());
            }
            before = after;
        }
        String last = changing.getLast();
        List<String> others = changing.subList(0, changing.size() - 1);
        return "expectations: not checked, as "
                + (others.isEmpty() ? last + " changes" : String.join(", ", others) + " and " + last + " change")
                + " the experiment; state them with --set expect=...";
    }

    /** Returns the measured experiment, in one spelling. */
    private static String experiment(Mapping recipe) {
        Mapping filled = Tree.filled(recipe);
        List<String> others = filled.keys().stream()
                .filter(key -> RecipeSchema.HEAD.parameters().containsKey(key) && !key.equals("claims"))
                .toList();
        return TreeText.block(filled.without(others.toArray(String[]::new)));
    }
}
