package icd.workbench.result;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.workbench.recipe.Recipe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the claims that a recipe is to check. */
public final class RecipeClaims {

    private RecipeClaims() {}

    /**
     * Returns them in the order of the list of claims, each once, whatever the order in which the recipe names them.
     */
    public static List<Claim> of(Recipe recipe) {
        if (recipe.claims().isEmpty()) {
            return List.of(); // without making all claims, which most runs never need
        }
        Set<String> ids = new HashSet<>(recipe.claims());
        return Claims.all().stream()
                .filter(claim -> ids.contains(Recipe.ALL_CLAIMS) || ids.contains(claim.id()))
                .toList();
    }
}
