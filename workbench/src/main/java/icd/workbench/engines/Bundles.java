package icd.workbench.engines;

import icd.workbench.piece.Piece;
import icd.workbench.piece.SharedPrompts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of pieces that one task executes. Pieces that begin with the same prompts stay together, so that the prompts
 * are drawn once, until a task would last longer than wanted; short groups then fill up the tasks.
 */
final class Bundles {

    private Bundles() {}

    /**
     * Bundles pieces. The most expensive bundles come first, so that at the end no node waits long for another.
     *
     * @param perUnit seconds for each unit of {@link Piece#cost}
     * @param wanted the seconds that a task is to last; a piece that takes longer has a task of its own
     */
    static List<List<Piece>> of(List<Piece> pieces, double perUnit, double wanted) {
        Map<Object, List<Piece>> groups = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            List<SharedPrompts.Key> needs = piece.needs();
            groups.computeIfAbsent(needs.isEmpty() ? piece.sort() : needs.getFirst(), _ -> new ArrayList<>())
                    .add(piece);
        }
        List<List<Piece>> whole = new ArrayList<>();
        List<Piece> filling = new ArrayList<>();
        double filled = 0;
        for (List<Piece> group : groups.values()) {
            List<List<Piece>> parts = cut(group, perUnit, wanted);
            for (List<Piece> part : parts) {
                double seconds = seconds(part, perUnit);
                if (filled + seconds > wanted && !filling.isEmpty()) {
                    whole.add(filling);
                    filling = new ArrayList<>();
                    filled = 0;
                }
                filling.addAll(part);
                filled += seconds;
            }
        }
        if (!filling.isEmpty()) {
            whole.add(filling);
        }
        whole.sort(Comparator.<List<Piece>>comparingDouble(bundle -> seconds(bundle, perUnit))
                .reversed());
        return whole;
    }

    /**
     * Cuts a group into parts of about equal time, none of which lasts longer than wanted unless a single piece does.
     */
    private static List<List<Piece>> cut(List<Piece> group, double perUnit, double wanted) {
        double all = seconds(group, perUnit);
        double each = all / Math.ceil(Math.max(1, all / wanted));
        List<List<Piece>> parts = new ArrayList<>();
        List<Piece> part = new ArrayList<>();
        double taken = 0;
        for (Piece piece : group) {
            double seconds = piece.cost() * perUnit;
            if (!part.isEmpty() && taken + seconds > each * (1 + 1e-9)) {
                parts.add(part);
                part = new ArrayList<>();
                taken = 0;
            }
            part.add(piece);
            taken += seconds;
        }
        parts.add(part);
        return parts;
    }

    private static double seconds(List<Piece> pieces, double perUnit) {
        return pieces.stream().mapToDouble(Piece::cost).sum() * perUnit;
    }
}
