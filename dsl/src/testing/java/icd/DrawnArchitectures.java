package icd;

import icd.attention.Activation;
import icd.attention.Architecture;
import icd.attention.Architecture.Context;
import icd.attention.Architecture.Mask;
import icd.attention.Architecture.Normalisation;
import icd.attention.Architecture.Query;
import icd.attention.Architecture.Scales;
import icd.attention.Architecture.Weights;
import icd.attention.Attention;
import icd.attention.Heads;
import icd.attention.Initialisation;
import icd.attention.LayerStack;
import icd.attention.Position;
import icd.attention.Potential;
import icd.attention.ScaledLayer;
import java.util.Optional;

/** Random layers of built-in kinds. */
public final class DrawnArchitectures {

    private DrawnArchitectures() {}

    /** A built-in one. */
    public static Potential potential(Draws draws) {
        double a = 1 + draws.between(1, 300) / 100.0;
        return switch (draws.between(0, 7)) {
            case 0 -> new Potential.Linear();
            case 1 -> new Potential.Softmax();
            case 2 -> new Potential.Gaussian();
            case 3 -> new Potential.Sparsemax();
            case 4 -> new Potential.Entmax(a);
            case 5 -> new Potential.Normmax(a);
            case 6 -> new Potential.Polynomial(draws.between(2, 9), draws.between(0, 1) == 1);
            default -> new Potential.Exponential();
        };
    }

    /** Any layer that can be put together of built-in ones, heads and layers unlike: its numbers are yet to be set. */
    public static Attention composed(Draws draws, int n, int depth) {
        Attention[] parts = new Attention[draws.between(1, 3)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = depth > 0 && draws.between(0, 2) == 0
                    ? composed(draws, n, depth - 1)
                    : of(draws, potential(draws), new Initialisation.Uniform()).form(n);
        }
        Attention layer = switch (draws.between(0, 3)) {
            case 0 -> Heads.of(parts);
            case 1 ->
                mlp(draws, LayerStack.of(parts).step(draws.between(0, 1) == 1 ? 1 : draws.between(-20, 30) / 10.0));
            case 2 -> mlp(draws, LayerStack.tied(Heads.of(parts), draws.between(1, 3)));
            default -> LayerStack.of(Heads.of(parts), draws.between(1, 2));
        };
        layer = draws.between(0, 2) == 0 ? layer.normalised() : layer;
        layer = draws.between(0, 3) == 0 ? ScaledLayer.of(layer, draws.between(-20, 30) / 10.0) : layer;
        return draws.between(0, 2) == 0 ? layer.residual() : layer;
    }

    /** With an MLP between its layers, one time in three where there are several. */
    private static LayerStack mlp(Draws draws, LayerStack stack) {
        return stack.layers().size() > 1 && draws.between(0, 2) == 0
                ? stack.mlp(draws.between(1, 9), Activation.values()[draws.between(0, 1)])
                : stack;
    }

    /** None three times in four, and where tokens are scored by distance; else one that exists in any dimension. */
    private static Position position(Draws draws, Potential potential) {
        int which = draws.between(0, 11);
        if (potential instanceof Potential.Gaussian) {
            return new Position.None();
        }
        return switch (which) {
            case 0 -> new Position.Recency(draws.between(-10, 10) / 100.0, draws.between(0, 1) == 1);
            case 1 -> new Position.Learned(draws.between(1, 6));
            case 2 -> new Position.Sinusoidal(draws.between(-2, 3) / 20.0, 100, draws.between(0, 1) == 1);
            default -> new Position.None();
        };
    }

    /** Any that the words can say at one level, of built-in potentials. */
    public static Architecture.Alike of(Draws draws, Potential potential, Initialisation init) {
        Weights weights = Weights.values()[draws.between(0, 2)];
        Optional<Integer> width = weights == Weights.QKV && draws.between(0, 1) == 1
                ? Optional.of(draws.between(1, 6))
                : Optional.empty();
        boolean moves = !(potential instanceof Potential.Gaussian) && draws.between(0, 2) == 0;
        int layers = draws.between(1, 3);
        int mlp = layers > 1 && draws.between(0, 2) == 0 ? draws.between(1, 12) : 0;
        return new Architecture.Alike(
                potential,
                weights,
                width,
                moves ? Query.MASKED : Query.values()[draws.between(0, 1)],
                moves ? new Position.None() : position(draws, potential),
                draws.between(0, 1) == 1,
                Normalisation.values()[draws.between(0, 1)],
                draws.between(1, 3),
                layers,
                draws.between(0, 1) == 1,
                draws.between(0, 1) == 1 ? 1 : draws.between(-20, 30) / 10.0,
                Scales.values()[draws.between(0, 1)],
                moves ? Context.MOVES : Context.FIXED,
                moves ? Mask.values()[draws.between(0, 1)] : Mask.FULL,
                mlp,
                mlp == 0 ? Activation.RELU : Activation.values()[draws.between(0, 1)],
                init);
    }
}
