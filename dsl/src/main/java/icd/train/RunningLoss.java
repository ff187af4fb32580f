package icd.train;

import java.util.Arrays;

/**
 * A loss and its gradient that grow prompt by prompt, on one thread. They are summed in the chunks of {@link Losses}, to the same
 * bits.
 */
final class RunningLoss {

    private final double[] gradient;
    private final double[] part; // the gradient of the chunk that is being summed
    private Visits visits;
    private boolean withGradient;
    private int count;
    private double square;
    private double partSquare;

    /** @param parameters of the layer */
    RunningLoss(int parameters) {
        this.gradient = new double[parameters];
        this.part = new double[parameters];
    }

    /** Begins a new sum. */
    void begin(Visits visits, double[] theta, boolean withGradient) {
        this.visits = visits;
        this.withGradient = withGradient;
        visits.load(theta);
        count = 0;
        square = 0;
        partSquare = 0;
        if (withGradient) {
            Arrays.fill(gradient, 0);
            Arrays.fill(part, 0);
        }
    }

    /** Adds prompt k. */
    void add(int k) {
        added(visits.add(k, partSquare, part()));
    }

    /** Takes the sum of squares of the current chunk after a prompt whose gradient was added to {@link #part}. */
    void added(double square) {
        partSquare = square;
        if (++count % Losses.CHUNK == 0) {
            endChunk();
        }
    }

    /** Returns the sum of squares of the current chunk. */
    double partSquare() {
        return partSquare;
    }

    /** Returns the gradient of the current chunk (not a copy), to be added to; null where none is wanted. */
    double[] part() {
        return withGradient ? part : null;
    }

    private void endChunk() {
        square += partSquare;
        partSquare = 0;
        if (withGradient) {
            for (int i = 0; i < part.length; i++) {
                gradient[i] += part[i];
                part[i] = 0;
            }
        }
    }

    /** MSE/n over the prompts that were added, after which {@link #gradient} is that of this loss. */
    double end() {
        if (count % Losses.CHUNK != 0) {
            endChunk();
        }
        return Losses.mean(square, count, visits.prompts().n(), withGradient ? gradient : null);
    }

    /** Returns the gradient (not a copy), as {@link #end} left it until the next {@link #begin}. */
    double[] gradient() {
        return gradient;
    }

    @Override
    public String toString() {
        return "loss of " + count + " prompts so far";
    }
}
