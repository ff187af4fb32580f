package icd.energy;

import icd.math.Digits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The findings of a {@link Census}, least energy first.
 *
 * @param energy the name of the energy
 * @param points fixed points, degenerate families and flat regions
 * @param starts the number of descents
 * @param unsettled the number of those that ended where the gradient is not zero: more steps or another rate may help
 * @param diverged the number of those that left every bound
 * @param unbounded a sentence that says why the energy has no lower bound; empty where it has one, or where that is not
 *     known
 */
public record FixedPoints(
        String energy, List<FixedPoint> points, int starts, int unsettled, int diverged, Optional<String> unbounded) {

    private static final int SHOWN = 20;

    public FixedPoints {
        points = List.copyOf(points);
    }

    /** Returns the points of one kind. */
    public List<FixedPoint> of(FixedPoint.Kind kind) {
        return points.stream().filter(point -> point.kind() == kind).toList();
    }

    private String kinds() {
        StringBuilder kinds = new StringBuilder();
        for (FixedPoint.Kind kind : FixedPoint.Kind.values()) {
            int count = of(kind).size();
            if (count > 0) {
                kinds.append(kinds.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(count == 1 ? kind.toString() : plural(kind));
            }
        }
        return kinds.isEmpty() ? "nothing" : kinds.toString();
    }

    private static String plural(FixedPoint.Kind kind) {
        return switch (kind) {
            case MINIMUM -> "minima";
            case SADDLE -> "saddles";
            case MAXIMUM -> "maxima";
            case DEGENERATE, FLAT -> kind.toString();
        };
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s from %d starts (%d unsettled, %d diverged)",
                energy,
                kinds(),
                starts,
                unsettled,
                diverged));
        unbounded.ifPresent(
                why -> table.append(System.lineSeparator()).append("  ").append(why));
        if (points.isEmpty()) {
            return table.toString();
        }
        String distances = " %" + Digits.width(18, 4) + "s %" + Digits.width(20, 4) + "s";
        table.append(String.format(
                Locale.ROOT,
                "%n  %-32s %" + Digits.width(12, 6) + "s %7s %" + Digits.width(11, 3) + "s" + distances,
                "kind",
                "energy",
                "starts",
                "least eig.",
                "memory (distance)",
                "mixture (distance)"));
        for (FixedPoint point : points.subList(0, Math.min(SHOWN, points.size()))) {
            table.append(Digits.text(
                    "%n  %-32s %12.6g %6.1f%% %11.3g" + distances,
                    point.description()
                            + (point.active().length > 0 && point.active().length < point.memories()
                                    ? ", " + point.active().length + " active"
                                    : ""),
                    point.energy(),
                    100 * point.share(),
                    point.eigenvalues()[0],
                    point.memory() < 0 ? "-" : Digits.text("%d (%.4g)", point.memory(), point.memoryDistance()),
                    point.mixture().length == 0
                            ? "-"
                            : Digits.text("%s (%.4g)", point.mixtureName(), point.mixtureDistance())));
        }
        if (points.size() > SHOWN) {
            table.append(String.format(Locale.ROOT, "%n  and %d more", points.size() - SHOWN));
        }
        return table.toString();
    }
}
