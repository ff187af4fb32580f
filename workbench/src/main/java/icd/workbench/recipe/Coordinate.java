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
 * Where something stands along one axis: a number or a word. Which of them it is was known when it was made, and is never found out
 * from its spelling. Equal numbers have one spelling, so that what a recipe says of a place can be compared as it is written.
 */
public sealed interface Coordinate {

    /**
     * A number.
     *
     * @param value as near as a double comes to it
     * @param text its one spelling: {@code 8}, {@code 0.1}, {@code 1e-8}; of a whole number, such as a seed, every digit
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

    /** A number; -0 is 0. */
    static Coordinate of(double value) {
        return new Numeric(value + 0.0, Schema.number(value + 0.0));
    }

    /** A whole number. */
    static Coordinate of(long value) {
        return new Numeric(value, Long.toString(value));
    }

    /** A word, whatever it looks like. */
    static Coordinate of(String word) {
        return new Word(word);
    }

    /** A value of an axis: a number or a word as it is, a mapping by its kind. */
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

    /** The number; NaN of a word. */
    default double number() {
        return this instanceof Numeric numeric ? numeric.value : Double.NaN;
    }

    /**
     * Whether something that stands at some coordinates is where a recipe says.
     *
     * @param said each value in its one spelling
     */
    static boolean areAt(Map<String, Coordinate> coordinates, Map<String, String> said) {
        return said.entrySet().stream()
                .allMatch(each -> coordinates.get(each.getKey()) instanceof Coordinate coordinate
                        && coordinate.toString().equals(each.getValue()));
    }
}
