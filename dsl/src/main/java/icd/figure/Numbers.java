package icd.figure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers in an order that stays: they are copied once, when they are given, and two of the same values are equal. */
public final class Numbers {

    private final double[] values;

    private Numbers(double[] values) {
        this.values = values;
    }

    /** @param values not modified, copied */
    public static Numbers of(double... values) {
        return new Numbers(Check.given("Numbers", "values", values).clone());
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The number at a place; the first is at 0. */
    public double at(int index) {
        return values[index];
    }

    public DoubleStream stream() {
        return Arrays.stream(values);
    }

    /** A copy. */
    public double[] toArray() {
        return values.clone();
    }

    /** Returns the numbers at [from, to). */
    Numbers slice(int from, int to) {
        return new Numbers(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The numbers themselves where they are few, else how many they are and how far they reach. */
    @Override
    public String toString() {
        if (values.length <= 4) {
            return Arrays.toString(values);
        }
        var finite = stream().filter(Double::isFinite).summaryStatistics();
        String range = finite.getCount() == 0
                ? ", none of them finite"
                : " from " + finite.getMin() + " to " + finite.getMax();
        return values.length + " numbers" + range;
    }
}
