package icd.workbench.engine;

import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunEntry;
import icd.workbench.run.Runs;
import icd.workbench.run.UnusablePathException;
import icd.workbench.tree.Differences;
import icd.workbench.tree.Differences.Change;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.YamlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A piece of a recipe, and whether a run would have to make it.
 *
 * @param piece which
 * @param state what the store has of it
 * @param why where it is new, which keys differ from the nearest piece of the last run of a recipe of that name; where it is damaged, what is
 *     wrong; else empty
 */
public record Forecast(Piece piece, State state, String why) {

    /** Keys in a line. */
    private static final int SHOWN = 3;

    /** What a store has of a piece. */
    public enum State {
        REUSED,
        NEW,
        DAMAGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says so of every piece of a recipe; nothing is written. */
    public static List<Forecast> of(Recipe recipe, Store store, boolean fresh) {
        List<Piece> last = last(recipe, store);
        List<Forecast> all = new ArrayList<>();
        for (Piece piece : Plan.of(recipe).pieces()) {
            try {
                Store.Found found = store.look(piece.hash());
                if (!found.damage().isEmpty()) {
                    all.add(new Forecast(piece, State.DAMAGED, found.damage()));
                } else if (found.contents().isPresent() && !fresh) {
                    all.add(new Forecast(piece, State.REUSED, ""));
                } else {
                    all.add(new Forecast(
                            piece, State.NEW, found.contents().isPresent() ? "--fresh" : why(piece, last)));
                }
            } catch (IOException e) {
                throw new UnusablePathException("store " + store, "be readable", e);
            }
        }
        return all;
    }

    private static List<Piece> last(Recipe recipe, Store store) {
        for (RunEntry run : Runs.in(store.folder())) {
            if (run.recipe().equals(recipe.name()) && run.state() != RunEntry.State.DAMAGED) {
                try {
                    return Plan.of(Recipe.read(run.path().resolve("recipe.yaml"), List.of()))
                            .pieces();
                } catch (RecipeException e) {
                    // Another version's; an older run may be of this one.
                }
            }
        }
        return List.of();
    }

    private static String why(Piece piece, List<Piece> last) {
        return last.stream()
                .filter(each -> each.sort() == piece.sort() && each.sort() != Piece.Sort.CLAIM)
                .map(each -> Differences.of(tree(each), tree(piece)))
                .min(Comparator.comparingInt(SequencedMap::size))
                .map(Forecast::says)
                .orElse("");
    }

    private static Mapping tree(Piece piece) {
        return (Mapping) YamlReader.readFile(piece.name(), piece.determining(), new Problems());
    }

    private static String says(SequencedMap<String, Change> changes) {
        String shown = changes.entrySet().stream()
                .limit(SHOWN)
                .map(change -> change.getKey() + " " + change.getValue())
                .collect(Collectors.joining(", "));
        return changes.size() > SHOWN ? shown + ", and " + (changes.size() - SHOWN) + " keys more" : shown;
    }

    /** {@code reused}, {@code new: training.epochs 5 -> 6}. */
    @Override
    public String toString() {
        return state + (why.isEmpty() ? "" : ": " + why);
    }
}
