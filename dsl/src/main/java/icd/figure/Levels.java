package icd.figure;

/**
 * The levels of contours. Neighbouring levels always differ by the same step of colour, whatever their values: levels that
 * crowd where the values do (quantiles, powers of ten) show shallow valleys beside steep walls.
 *
 * @param spacing how levels are chosen
 * @param label along the colour bar, with markup (see {@link Figure}); may be empty
 * @param about how many levels are wanted; round values matter more
 * @param given the levels themselves, rising, where they are not to be chosen
 * @throws IllegalArgumentException if fewer than 2 are wanted, or those given are not finite and rising
 */
public record Levels(Spacing spacing, String label, int about, Numbers given) {

    /** How levels are chosen. */
    public enum Spacing {
        /** Levels are even, round values that cover the data. */
        LINEAR,
        /** Levels are round values in about equal ratios that cover the positive data. */
        LOG,
        /** Levels are round values between which about equally many grid points lie. */
        QUANTILES,
        /** Levels are given. Values beyond the first and the last have colours of their own, and the bar has pointed ends. */
        GIVEN
    }

    public Levels {
        Check.given("Levels", "spacing", spacing);
        Check.given("Levels", "label", label);
        Check.given("Levels", "given", given);
        Check.that(about >= 2, "Levels", "about", "be at least 2", about);
        if (spacing == Spacing.GIVEN) {
            Check.rising("Levels", "given", 1, given);
        }
    }

    public static Levels linear(String label, int about) {
        return new Levels(Spacing.LINEAR, label, about, Numbers.of());
    }

    public static Levels log(String label, int about) {
        return new Levels(Spacing.LOG, label, about, Numbers.of());
    }

    public static Levels quantiles(String label, int about) {
        return new Levels(Spacing.QUANTILES, label, about, Numbers.of());
    }

    /** These levels. */
    public static Levels at(String label, double... levels) {
        return new Levels(Spacing.GIVEN, label, Math.max(2, levels.length), Numbers.of(levels));
    }
}
