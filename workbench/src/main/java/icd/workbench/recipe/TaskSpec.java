package icd.workbench.recipe;

import icd.describe.Describe;

/** The distribution that prompts are drawn from. */
@Describe("the task: a distribution over token distributions p_X")
public sealed interface TaskSpec {

    /** The largest variance, so that sums of products of tokens stay finite in float32; a radius may be its root. */
    double MOST = 1e30;

    /** Variance sigma_Z^2 of the noise on the query. */
    double noiseVariance();

    /** Case 1: tokens Gaussian in a random subspace. Needs d at most n. */
    @Describe("case 1: Gaussian tokens in a Haar-random d-dimensional subspace, d <= n")
    record Subspaces(
            @Describe(value = "dimension d of the subspace", min = 1)
            int d,

            @Describe(
                    value = "variance sigma_0^2 of a token along each direction of the subspace",
                    above = 0,
                    max = TaskSpec.MOST)
            double variance,

            @Describe(
                    value = "variance sigma_Z^2 of the noise on each coordinate of the query",
                    min = 1e-300,
                    max = TaskSpec.MOST)
            double noiseVariance)
            implements TaskSpec {}

    /** Case 2: tokens uniform on a random d-sphere, which spans d + 1 dimensions. Needs d + 1 at most n. */
    @Describe("case 2: tokens uniform on a d-sphere in a Haar-random (d+1)-dimensional subspace, d + 1 <= n")
    record Spheres(
            @Describe(value = "dimension d of the sphere, which spans d + 1 dimensions", min = 1)
            int d,

            @Describe(value = "radius R of the sphere", above = 0, max = 1e15)
            double radius,

            @Describe(
                    value = "variance sigma_Z^2 of the noise on each coordinate of the query",
                    min = 1e-300,
                    max = TaskSpec.MOST)
            double noiseVariance)
            implements TaskSpec {}

    /** Case 3: tokens from a mixture of K equal Gaussians around random centres on a sphere of R^n. */
    @Describe("case 3: tokens from K equally weighted Gaussians, centres uniform on a sphere of R^n")
    record Mixtures(
            @Describe(value = "number K of components", min = 1)
            int K,

            @Describe(value = "radius R of the sphere of the centres", above = 0, max = 1e15)
            double radius,

            @Describe(
                    value = "variance sigma_0^2 of each component along each coordinate",
                    min = 0,
                    max = TaskSpec.MOST)
            double variance,

            @Describe(
                    value = "variance sigma_Z^2 of the noise on each coordinate of the query",
                    min = 1e-300,
                    max = TaskSpec.MOST)
            double noiseVariance)
            implements TaskSpec {}
}
