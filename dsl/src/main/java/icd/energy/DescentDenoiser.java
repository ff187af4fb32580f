package icd.energy;

import icd.denoise.Denoiser;
import icd.kernel.Workers;
import icd.math.Norm;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.Locale;

/**
 * Descent as a denoiser: the state starts at the query, descends the energy whose memories are the context, and the end
 * is the estimate. One step of {@link Energies#lse(double, double)} at {@math gamma = alpha} is softmax attention with scaled
 * identities; one of {@link Energies#sphericalHopfield(double)} is linear attention. So a table of scores compares one
 * step with many.
 *
 * <p>Everything is computed in float64. The energies of {@link Energies} allocate nothing from prompt to prompt; a
 * user's own energy is made again for each prompt.
 *
 * @param energy the energy over each prompt's context
 * @param rate {@math gamma}; NaN stands for the energy's own rate
 * @param steps 0 or more; fewer are made where a step no longer moves the state at all, which changes nothing
 * @param name the name in tables
 */
public record DescentDenoiser(ContextEnergy energy, double rate, int steps, String name) implements Denoiser {

    /** @throws IllegalArgumentException if the rate is neither NaN nor &gt; 0 and finite, or steps are negative */
    public DescentDenoiser {
        if (!Double.isNaN(rate)) {
            Check.positive("descent", "rate", rate);
        }
        Check.atLeast("descent", "steps", 0, steps);
        energy = energy instanceof EnergyKinds.BuiltIn kind ? kind.form() : energy;
    }

    /** Returns one step at the energy's own rate: for {@link Energies#lse(double, double)}, attention. */
    public static DescentDenoiser of(ContextEnergy energy) {
        return named(energy, Double.NaN, 1);
    }

    /** Returns a descent whose name has all its parameters: {@code descent_lse(1.0, 10.0)_50_rate0.5}. */
    private static DescentDenoiser named(ContextEnergy energy, double rate, int steps) {
        ContextEnergy evaluated = energy instanceof EnergyKinds.BuiltIn kind ? kind.form() : energy;
        String of = evaluated instanceof ScoreEnergy form ? form.name() + form.arguments() : "energy";
        String name = "descent_" + of + "_" + steps + (Double.isNaN(rate) ? "" : "_rate" + rate);
        return new DescentDenoiser(energy, rate, steps, name);
    }

    /**
     * Returns the step size {@math gamma}: the given one, or the energy's own.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public double gamma() {
        return Double.isNaN(rate) && energy instanceof ScoreEnergy form
                ? Descent.ownRate(form.name(), form.rate())
                : rate;
    }

    /** Returns the same at this step size {@math gamma}, with a name that says so. */
    public DescentDenoiser rate(double gamma) {
        return named(energy, Check.positive("descent", "rate", gamma), steps);
    }

    /** Returns the same with this many steps, and a name that says so. */
    public DescentDenoiser steps(int count) {
        return named(energy, rate, count);
    }

    /** Returns the same under another name; call this last. */
    public DescentDenoiser named(String other) {
        return new DescentDenoiser(energy, rate, steps, other);
    }

    /** @throws ArithmeticException if a state ceases to be finite: the rate is too large, or the energy unbounded below */
    @Override
    public void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        estimates(prompts, from, to, new int[] {steps}, new double[][] {estimates});
    }

    /**
     * Computes the states along one descent, as {@link #estimate} gives them for each number of steps.
     *
     * @param after the numbers of steps, rising from 0 or more to at most {@link #steps}. Not modified.
     * @param estimates for each number N x n, row k for prompt k. Rows from to {@code to - 1} are modified.
     * @throws IllegalArgumentException if the numbers do not rise within that range
     * @throws ArithmeticException as {@link #estimate} does
     */
    public void estimates(PromptSet prompts, int from, int to, int[] after, double[][] estimates) {
        for (int i = 0; i < after.length; i++) {
            if (!(after[i] > (i == 0 ? -1 : after[i - 1]) && after[i] <= steps)) {
                throw new IllegalArgumentException(name + ": after must rise from 0 or more to at most " + steps
                        + ", got " + Arrays.toString(after));
            }
        }
        if (energy instanceof ScoreEnergy form) {
            descend(form, prompts, from, to, after, estimates);
            return;
        }
        int n = prompts.n();
        for (int k = from; k < to; k++) {
            Energy of = energy.over(prompts.context(k));
            Descent descent = Descent.of(of, prompts.query(k)).steps(steps).tolerance(0);
            Trajectory trajectory = (Double.isNaN(rate) ? descent : descent.rate(rate)).run();
            if (trajectory.stop() == Stop.DIVERGED) {
                throw diverged(k, trajectory.steps() + 1, of);
            }
            for (int i = 0; i < after.length; i++) {
                double[] state = trajectory.numbers(Math.min(after[i], trajectory.steps()));
                System.arraycopy(state, 0, estimates[i], k * n, n);
            }
        }
    }

    private void descend(ScoreEnergy form, PromptSet prompts, int from, int to, int[] after, double[][] estimates) {
        int n = prompts.n();
        if (form.dimension() > 0 && form.dimension() != n) {
            throw new IllegalArgumentException(
                    name + ": prompts must be of dimension " + form.dimension() + ", got n = " + n);
        }
        double gamma = Double.isNaN(rate) ? Descent.ownRate(form.name(), form.rate()) : rate;
        Tokens tokens = Tokens.like(prompts.contexts());
        double[] s = new double[n];
        double[] g = new double[n];
        for (int k = from; k < to; k++) {
            Workers.poll();
            tokens.point(prompts.contexts(), k, form);
            System.arraycopy(prompts.queries(), k * n, s, 0, n);
            double length = Norm.of(s, 0, n);
            if (!(length * length < Double.POSITIVE_INFINITY)) {
                throw new ArithmeticException(
                        name + ": queries must have a finite square to descend from, got one of length " + length
                                + " in prompt " + k);
            }
            boolean moved = true;
            int made = 0;
            for (int i = 0; i < after.length; i++) {
                for (; made < after[i] && moved; made++) {
                    moved = step(form, tokens, gamma, s, g);
                    if (!finite(s)) {
                        throw diverged(k, made + 1, form.over(prompts.context(k)));
                    }
                }
                System.arraycopy(s, 0, estimates[i], k * n, n);
            }
        }
    }

    /** Makes the step s - gamma P grad E; returns whether it moved the state. */
    private static boolean step(ScoreEnergy form, Tokens tokens, double gamma, double[] s, double[] g) {
        form.gradient(tokens, s, g);
        form.precondition(tokens, s, g);
        boolean moved = false;
        for (int i = 0; i < s.length; i++) {
            double next = Math.fma(-gamma, g[i], s[i]);
            moved |= next != s[i];
            s[i] = next;
        }
        return moved;
    }

    private static boolean finite(double[] s) {
        double zero = 0;
        for (double component : s) {
            zero += 0 * component;
        }
        return zero == 0;
    }

    private ArithmeticException diverged(int k, int step, Energy of) {
        return new ArithmeticException(name + ": states must stay finite, got one that is not at step " + step
                + " of prompt " + k + "; a smaller rate or fewer steps may help"
                + of.unbounded().map(why -> "; " + why).orElse(""));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d step%s%s",
                name,
                energy instanceof ScoreEnergy ? energy : "an energy of the user's",
                steps,
                steps == 1 ? "" : "s",
                Double.isNaN(rate) ? " at its own rate" : " at rate " + rate);
    }
}
