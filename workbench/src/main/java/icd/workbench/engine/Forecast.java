package icd.workbench.engine;

import icd.workbench.piece.DamagedException;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunEntry;
import icd.workbench.run.Runs;
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
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a recipe, and whether a run would have to make it.
 *
 * @param piece the piece
 * @param state the state of the piece in the store
 * @param why where the piece resumes, its checkpoint; where it is new, the keys that differ from the nearest piece of
 *     the last run of a recipe of that name; where it is damaged, the damage; otherwise empty
 */
public record Forecast(Piece piece, State state, String why) {

    /** The number of keys in a line. */
    private static final int SHOWN = 3;

    /** The states of a piece in a store. */
    public enum State {
        REUSED,
        RESUMES,
        NEW,
        DAMAGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the forecasts of all pieces of a recipe; nothing is written. */
    public static List<Forecast> of(Recipe recipe, Store store, boolean fresh) {
        List<Earlier> last = last(recipe, store);
        List<Forecast> all = new ArrayList<>();
        for (Piece piece : Plan.of(recipe).pieces()) {
            try {
                Store.Found found = store.look(piece.hash());
                if (!found.damage().isEmpty()) {
                    all.add(new Forecast(piece, State.DAMAGED, found.damage()));
                } else if (found.contents().isPresent() && !fresh) {
                    all.add(new Forecast(piece, State.REUSED, ""));
                } else if (fresh) {
                    all.add(new Forecast(
                            piece, State.NEW, found.contents().isPresent() ? "--fresh" : why(piece, last)));
                } else {
                    all.add(unfinished(piece, store, last));
                }
            } catch (IOException e) {
                throw new UnusablePathException("store " + store, "be readable", e);
            }
        }
        return all;
    }

    /** Returns the forecast of an unfinished piece; a damaged checkpoint counts as none. */
    private static Forecast unfinished(Piece piece, Store store, List<Earlier> last) throws IOException {
        try {
            Optional<byte[]> checkpoint = store.checkpoint(piece.hash());
            if (checkpoint.isPresent()) {
                return new Forecast(piece, State.RESUMES, piece.reached(checkpoint.get()));
            }
        } catch (DamagedException e) {
            return new Forecast(piece, State.NEW, e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Forecast(piece, State.NEW, "its checkpoint is of another version");
        }
        return new Forecast(
                piece,
                State.NEW,
                Stream.of(why(piece, last), there(piece, store))
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    /** Describes the parts that need not be made; empty where all must be made. */
    private static String there(Piece piece, Store store) throws IOException {
        Set<String> parts = piece.withParts().skip(1).map(Piece::hash).collect(Collectors.toSet());
        int there = 0;
        for (String part : parts) {
            there += store.look(part).contents().isPresent() ? 1 : 0;
        }
        return there == 0
                ? ""
                : parts.size() == 1
                        ? "the layer it is made from is there"
                        : there + " of the " + parts.size() + " pieces it is made from "
                                + (there == 1 ? "is there" : "are there");
    }

    /** A piece of the last run. Its tree is read once, and not for each piece that is compared with it. */
    private record Earlier(Piece.Sort sort, Mapping tree) {}

    private static List<Earlier> last(Recipe recipe, Store store) {
        for (RunEntry run : Runs.in(store.folder())) {
            if (run.recipe().equals(recipe.name()) && run.state() != RunEntry.State.DAMAGED) {
                try {
                    return Plan.of(Recipe.read(run.path().resolve("recipe.yaml"), List.of())).pieces().stream()
                            .filter(piece -> piece.sort() != Piece.Sort.CLAIM)
                            .map(piece -> new Earlier(piece.sort(), tree(piece)))
                            .toList();
                } catch (RecipeException e) {
                    // It is of another version; an older run may be of this one.
                }
            }
        }
        return List.of();
    }

    private static String why(Piece piece, List<Earlier> last) {
        List<Earlier> alike =
                last.stream().filter(each -> each.sort() == piece.sort()).toList();
        if (alike.isEmpty()) {
            return "";
        }
        Mapping tree = tree(piece);
        return alike.stream()
                .map(each -> Differences.of(each.tree, tree))
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

    /** Returns {@code reused}, {@code resumes: after epoch 12 of 100}, {@code new: training.epochs 5 -> 6}. */
    @Override
    public String toString() {
        return state + (why.isEmpty() ? "" : ": " + why);
    }
}
