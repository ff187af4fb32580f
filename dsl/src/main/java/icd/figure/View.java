package icd.figure;

/**
 * Where a three-dimensional chart is seen from, in degrees. Azimuth 0 looks along the x axis from its high end, azimuth
 * 90 along the y axis from its high end; elevation 0 looks level, 90 straight down. Up is z.
 *
 * @param azimuth any finite angle
 * @param elevation from -90 to 90
 */
public record View(double azimuth, double elevation) {

    static final View STANDARD = new View(-60, 22);

    public View {
        Check.that(Double.isFinite(azimuth), "View", "azimuth", "be finite", azimuth);
        Check.that(elevation >= -90 && elevation <= 90, "View", "elevation", "be between -90 and 90", elevation);
    }
}
