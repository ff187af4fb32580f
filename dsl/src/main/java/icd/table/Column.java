package icd.table;

import icd.io.Csv;
import icd.math.Digits;
import java.util.List;

/** One column of a table. */
public sealed interface Column {

    String name();

    /** Returns the number of rows. */
    int size();

    /** Returns a cell with all its digits, as in CSV; empty for NaN. */
    String exact(int row);

    /** Returns a cell for people. */
    String shown(int row);

    /** Returns a column of numbers. */
    static Numbers of(String name, double... values) {
        return new Numbers(name, values);
    }

    /** Returns a column of words. */
    static Words of(String name, List<String> words) {
        return new Words(name, words);
    }

    /** @param values the numbers; not modified, copied */
    record Numbers(String name, double[] values) implements Column {

        public Numbers {
            values = values.clone();
        }

        /** Returns a copy of the numbers. */
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

    /** @param words one word for each row */
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
