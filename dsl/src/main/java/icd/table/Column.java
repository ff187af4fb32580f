package icd.table;

import icd.io.Csv;
import icd.math.Digits;
import java.util.List;

/** One column of a table. */
public sealed interface Column {

    String name();

    /** How many rows there are. */
    int size();

    /** A cell with all its digits, as CSV has it; empty for NaN. */
    String exact(int row);

    /** A cell for people. */
    String shown(int row);

    /** A column of numbers. */
    static Numbers of(String name, double... values) {
        return new Numbers(name, values);
    }

    /** A column of words. */
    static Words of(String name, List<String> words) {
        return new Words(name, words);
    }

    /** @param values not modified, copied */
    record Numbers(String name, double[] values) implements Column {

        public Numbers {
            values = values.clone();
        }

        /** A copy of the numbers. */
        @Override
        public double[] values() {
            return values.clone();
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String exact(int row) {
            return Csv.cell(values[row]);
        }

        @Override
        public String shown(int row) {
            double value = values[row];
            if (Double.isNaN(value)) {
                return "";
            }
            if (value == Math.rint(value) && Math.abs(value) < 1e9) {
                return Long.toString((long) value);
            }
            String digits = Digits.of(value, 5);
            return digits.indexOf('.') < 0 ? digits : digits.replaceFirst("\\.?0+(?=e|$)", "");
        }

        @Override
        public String toString() {
            return name + ", " + values.length + " numbers";
        }
    }

    /** @param words one for each row */
    record Words(String name, List<String> words) implements Column {

        public Words {
            words = List.copyOf(words);
        }

        @Override
        public int size() {
            return words.size();
        }

        @Override
        public String exact(int row) {
            return words.get(row);
        }

        @Override
        public String shown(int row) {
            return words.get(row);
        }
    }
}
