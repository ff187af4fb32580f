package icd.task;

import icd.math.Frame;
import icd.math.RandomStream;

/**
 * Case 2 (section 2.2.2): x uniform on the sphere S^d of this radius in a Haar-random (d+1)-dimensional subspace of R^n.
 * (The text says R^d where a d-sphere needs R^{d+1}.)
 *
 * @param n ambient dimension
 * @param d dimension of the spheres, 1 to n - 1
 * @param radius R &gt; 0
 * @param noiseVariance sigma_Z^2 &gt; 0
 */
public record Spheres(int n, int d, double radius, double noiseVariance) implements Task {

    /** @throws IllegalArgumentException if not 1 &lt;= d &lt; n, or radius or variance is not positive and finite */
    public Spheres {
        if (!(1 <= d && d < n)) {
            throw new IllegalArgumentException(
                    "Spheres: d must be between 1 and n - 1 (a d-sphere needs d + 1 dimensions), got " + d
                            + " with n = " + n);
        }
        Check.positive("Spheres", "radius", radius);
        Check.positive("Spheres", "noiseVariance", noiseVariance);
    }

    @Override
    public String name() {
        return "spheres";
    }

    @Override
    public Sphere draw(RandomStream random) {
        return new Sphere(Frame.random(n, d + 1, random), radius);
    }
}
