package icd.workbench.engine;

import icd.workbench.piece.Piece;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RecipeClaims;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a recipe. */
public final class Plan {

    private Plan() {}

    /** Its trials, the baselines that they share, and its claims. */
    public static List<Piece> of(Recipe recipe) {
        List<Piece> pieces = new ArrayList<>();
        recipe.trials().forEach(trial -> pieces.add(new TrialPiece(trial)));
        pieces.addAll(BaselinePiece.of(recipe.trials()));
        RecipeClaims.of(recipe).forEach(claim -> pieces.add(new ClaimPiece(claim)));
        return pieces;
    }
}
