package icd.attention;

import icd.io.NpyArray;
import icd.math.Finite;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The numbers of a layer by the names of its parameters: as matrices, and as the arrays of files. */
record NamedWeights(String layer, int n, List<Parameter> parameters, double[] theta) {

    static NamedWeights of(Attention layer) {
        return new NamedWeights(layer.name(), layer.n(), layer.parameters(), layer.theta());
    }

    static void check(String where, List<Parameter> parameters, double[] theta) {
        int size = parameters.stream().mapToInt(Parameter::size).sum();
        if (theta.length != size) {
            throw new IllegalArgumentException(where + ": theta must hold " + parameters + ", " + size + " in all, got "
                    + theta.length + " numbers");
        }
    }

    private int at(Parameter parameter) {
        int at = 0;
        for (Parameter before : parameters) {
            if (before == parameter) {
                break;
            }
            at += before.size();
        }
        return at;
    }

    private Parameter find(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        layer + " attention: parameter must be one of " + parameters + ", got " + name));
    }

    private static int rows(Parameter parameter) {
        return parameter.shape().length == 0 ? 1 : parameter.shape()[0];
    }

    R064Store matrix(String name) {
        Parameter parameter = find(name);
        int rows = rows(parameter);
        int columns = parameter.size() / rows;
        return matrix(theta, at(parameter), rows, columns);
    }

    /** A copy of row-major numbers. */
    static R064Store matrix(double[] theta, int at, int rows, int columns) {
        R064Store copy = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                copy.set(i, j, theta[at + i * columns + j]);
            }
        }
        return copy;
    }

    double[] replaced(String name, MatrixStore<Double> matrix) {
        Parameter parameter = find(name);
        int rows = rows(parameter);
        int columns = parameter.size() / rows;
        if (matrix.getRowDim() != rows || matrix.getColDim() != columns) {
            throw new IllegalArgumentException(layer + " attention: " + name + " must be " + rows + " x " + columns
                    + ", got " + matrix.getRowDim() + " x " + matrix.getColDim());
        }
        double[] copy = theta.clone();
        int at = at(parameter);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                copy[at + i * columns + j] = Finite.entry(layer + " attention", name, matrix, i, j);
            }
        }
        return copy;
    }

    /** The n x n matrix of this name, or the scalar of the other times the identity. */
    R064Store map(String matrix, String scalar, String asked) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(matrix) && Arrays.equals(parameter.shape(), new int[] {n, n})) {
                return matrix(matrix);
            }
            if (parameter.name().equals(scalar) && parameter.shape().length == 0) {
                R064Store scaled = R064Store.FACTORY.make(n, n);
                scaled.fillDiagonal(theta[at(parameter)]);
                return scaled;
            }
        }
        throw new UnsupportedOperationException(
                layer + "." + asked + ": the layer must have " + matrix + " or " + scalar + ", got " + parameters
                        + "; matrix(name) gives any of them, and the parts of heads and stacks have their own");
    }

    static double meanDiagonal(R064Store matrix) {
        int n = matrix.getRowDim();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += matrix.doubleValue(i, i);
        }
        return sum / n;
    }

    SequencedMap<String, NpyArray> arrays(String suffix) {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        int at = 0;
        for (Parameter parameter : parameters) {
            double[] part = Arrays.copyOfRange(theta, at, at + parameter.size());
            arrays.put(parameter.name() + suffix, NpyArray.of(part, parameter.shape()));
            at += parameter.size();
        }
        return arrays;
    }

    double[] from(SequencedMap<String, NpyArray> arrays, String suffix) {
        double[] read = new double[theta.length];
        int at = 0;
        for (Parameter parameter : parameters) {
            NpyArray array = arrays.get(parameter.name() + suffix);
            if (array == null || !Arrays.equals(array.shape(), parameter.shape())) {
                throw new IllegalArgumentException("weights of " + layer + " attention, n = " + n + ": must be "
                        + parameters.stream()
                                .map(p -> p.with(suffix).toString())
                                .collect(Collectors.joining(", "))
                        + ", got " + described(arrays));
            }
            double[] values = array.doubles();
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("weights of " + layer + " attention: " + parameter.name()
                            + suffix + " must hold finite numbers, got " + value);
                }
            }
            System.arraycopy(values, 0, read, at, values.length);
            at += values.length;
        }
        return read;
    }

    static String described(SequencedMap<String, NpyArray> arrays) {
        return arrays.entrySet().stream()
                .map((Map.Entry<String, NpyArray> entry) ->
                        new Parameter(entry.getKey(), entry.getValue().shape()).toString())
                .collect(Collectors.joining(", "));
    }
}
