package icd.workbench.engine;

import icd.workbench.piece.Piece;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.RecipeClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The pieces of a recipe.
 *
 * @param recipe the recipe
 * @param pieces its trials, the baselines that they share, and its claims
 */
public record Plan(Recipe recipe, List<Piece> pieces) {

    /**
     * Copies the list.
     *
     * @throws IllegalStateException if two pieces would write the same file of a run, so that one would be lost
     */
    public Plan {
        pieces = List.copyOf(pieces);
        Map<String, Piece> files = new HashMap<>();
        for (Piece piece : pieces) {
            String file = piece.sort().folder() + "/" + piece.id();
            Piece other = files.put(file.toLowerCase(Locale.ROOT), piece); // some file systems do not distinguish case
            if (other != null) {
                throw new IllegalStateException("Plan: pieces of one sort must have different ids, got " + file
                        + " of both " + other.name() + " and " + piece.name());
            }
        }
    }

    /** Makes the plan of a recipe. */
    public static Plan of(Recipe recipe) {
        List<Piece> pieces = new ArrayList<>();
        recipe.trials().forEach(trial -> pieces.add(new TrialPiece(trial)));
        recipe.baselineGroups().forEach(group -> pieces.add(new BaselinePiece(group, group.determining())));
        RecipeClaims.of(recipe).forEach(claim -> pieces.add(new ClaimPiece(claim)));
        return new Plan(recipe, pieces);
    }

    /** Returns the recipe's name, and the number of pieces. */
    @Override
    public String toString() {
        return recipe.name() + ": " + pieces.size() + " pieces";
    }
}
