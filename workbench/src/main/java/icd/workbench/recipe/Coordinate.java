package icd.workbench.recipe;

import icd.describe.Schema;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.TreeText;
import java.util.Map;

/**
 * The place of a result along one axis: a number or a word. Its type is decided when it is made, and never from its
 * spelling. Equal numbers have one spelling, so that a place in a recipe can be compared as it is written.
 */
public sealed interface Coordinate {

    /**
     * A number.
     *
     * @param value the nearest double
     * @param text its one spelling: {@code 8}, {@code 0.1}, {@code 1e-8}; a whole number, such as a seed, has every
     *     digit
     */
    record Numeric(double value, String text) implements Coordinate {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A word, such as the name of a model. */
    record Word(String text) implements Coordinate {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Returns a number; -0 becomes 0. */
    static Coordinate of(double value) {
        return new Numeric(value + 0.0, Schema.number(value + 0.0));
    }

    /** Returns a whole number. */
    static Coordinate of(long value) {
        return new Numeric(value, Long.toString(value));
    }

    /** Returns a word, whatever it looks like. */
    static Coordinate of(String word) {
        return new Word(word);
    }

    /** Returns a value of an axis: a number or a word as it is, a mapping by its kind. */
    static Coordinate of(Node value) {
        return switch (value) {
            case Scalar scalar
            when scalar.sort() == Sort.NUMBER ->
                new Numeric(Numbers.real(scalar.text()), Numbers.canonical(scalar.text()));
            case Scalar scalar -> new Word(TreeText.word(scalar));
            case Mapping mapping when mapping.kind() != null -> new Word(mapping.kind());
            default -> new Word(TreeText.flow(value));
        };
    }

    /** Returns the number; NaN for a word. */
    default double number() {
        return this instanceof Numeric numeric ? numeric.value : Double.NaN;
    }

    /**
     * Returns whether coordinates agree with the place that a recipe names.
     *
     * @param said the recipe's values, each in its one spelling
     */
    static boolean areAt(Map<String, Coordinate> coordinates, Map<String, String> said) {
        return said.entrySet().stream()
                .allMatch(each -> coordinates.get(each.getKey()) instanceof Coordinate coordinate
                        && coordinate.toString().equals(each.getValue()));
    }
}
