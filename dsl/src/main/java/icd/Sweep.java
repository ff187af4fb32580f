package icd;

import icd.denoise.Comparison;
import icd.denoise.Paired;
import icd.math.Estimate;
import icd.table.Column;
import icd.table.Table;
import icd.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Makes one table of a function's results at several values, with a row for each value, or for each denoiser at it. */
final class Sweep {

    private Sweep() {}

    static Table of(String coordinate, Object given, DoubleFunction<?> at) {
        double[] values = GivenNumbers.line("sweep", "values", given);
        if (values.length == 0) {
            throw new IllegalArgumentException("sweep: values must be one or more, got none");
        }
        if (at == null || coordinate == null) {
            throw new IllegalArgumentException(
                    "sweep: " + (at == null ? "the function" : "the coordinate") + " must be given, got null");
        }
        List<Object> found = new ArrayList<>();
        for (double value : values) {
            found.add(at(coordinate, value, at));
            Object last = found.getLast();
            if (last == null) {
                throw cannot("nothing (null) at " + coordinate + " = " + value);
            }
            if (kind(last) != kind(found.getFirst())) {
                throw new IllegalArgumentException("sweep: results must be of one kind at every value, got "
                        + name(found.getFirst()) + " at " + coordinate + " = " + values[0] + " and " + name(last)
                        + " at " + value);
            }
        }
        return found.getFirst() instanceof Comparison
                ? comparisons(
                        coordinate,
                        values,
                        found.stream().map(Comparison.class::cast).toList())
                : numbers(coordinate, values, found.stream().map(Sweep::numbers).toList());
    }

    private static Object at(String coordinate, double value, DoubleFunction<?> at) {
        try {
            return at.apply(value);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "sweep: at " + coordinate + " = " + value + ": " + (e.getMessage() == null ? e : e.getMessage()),
                    e);
        }
    }

    private static Class<?> kind(Object found) {
        return found instanceof Number
                ? Number.class
                : found instanceof Map ? Map.class : GivenNumbers.areInLine(found) ? double[].class : found.getClass();
    }

    private static String name(Object found) {
        return found == null ? "nothing" : found.getClass().getSimpleName();
    }

    /** Returns the numbers of a result by the columns that they go to. */
    private static SequencedMap<String, Double> numbers(Object found) {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        switch (found) {
            case Number number -> numbers.put("value", number.doubleValue());
            case Estimate estimate -> put(numbers, "value", estimate);
            case Paired paired -> put(numbers, "difference", paired.mean());
            case Fit fit -> {
                double[] losses = fit.testLoss();
                numbers.put("test_mse_per_dim", losses[losses.length - 1]);
            }
            case Map<?, ?> map ->
                (map instanceof SequencedMap ? map : new TreeMap<>(map)).forEach((name, number) -> {
                    if (!(number instanceof Number)) {
                        throw cannot("a map from " + name + " to " + name(number));
                    }
                    numbers.put(String.valueOf(name), ((Number) number).doubleValue());
                });
            case Object sample
            when GivenNumbers.areInLine(sample) -> {
                double[] all = GivenNumbers.line("sweep", "results", sample);
                if (all.length == 0) {
                    throw cannot("no numbers");
                }
                put(numbers, "mean", Estimate.mean(all));
            }
            case null, default -> throw cannot(name(found));
        }
        return numbers;
    }

    private static void put(SequencedMap<String, Double> numbers, String name, Estimate estimate) {
        numbers.put(name, estimate.value());
        numbers.put(name + "_error", estimate.error());
    }

    private static IllegalArgumentException cannot(String got) {
        return new IllegalArgumentException(
                "sweep: at each value there must be a number, numbers of which to take the mean,"
                        + " a map from names to numbers, an estimate, a comparison, a paired comparison or a fit, got "
                        + got);
    }

    private static Table numbers(String coordinate, double[] values, List<SequencedMap<String, Double>> found) {
        List<Column> columns = new ArrayList<>(List.of(Column.of(coordinate, values)));
        found.stream()
                .flatMap(numbers -> numbers.keySet().stream())
                .distinct()
                .forEach(name -> columns.add(Column.of(
                        name,
                        found.stream()
                                .mapToDouble(numbers -> numbers.getOrDefault(name, Double.NaN))
                                .toArray())));
        return new Table(columns);
    }

    private static Table comparisons(String coordinate, double[] values, List<Comparison> all) {
        List<Comparison> found =
                all.stream().map(each -> asIn(all.getFirst(), each)).toList();
        int size = found.getFirst().rows().size();
        if (found.stream().anyMatch(comparison -> comparison.rows().size() != size)) {
            throw new IllegalArgumentException("sweep: comparisons must be of as many denoisers at every value, got "
                    + found.stream().map(comparison -> comparison.rows().size()).toList());
        }
        List<String> names = IntStream.range(0, size)
                .mapToObj(d -> common(found.stream()
                        .map(comparison -> comparison.rows().get(d).denoiser())
                        .distinct()
                        .toList()))
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(
                coordinate,
                Arrays.stream(values)
                        .flatMap(value -> IntStream.range(0, size).mapToDouble(_ -> value))
                        .toArray()));
        List<String> denoisers = new ArrayList<>();
        found.forEach(_ -> denoisers.addAll(unlike(names)));
        columns.add(Column.of("denoiser", denoisers));
        for (String name : List.of("mse", "mse_error", "mse_per_dim", "mse_per_dim_error")) {
            columns.add(Column.of(
                    name,
                    found.stream()
                            .flatMapToDouble(comparison -> Arrays.stream(comparison.column(name)))
                            .toArray()));
        }
        return new Table(columns);
    }

    /**
     * Returns a comparison with its denoisers in the order of another; a comparison of other denoisers stays unchanged.
     */
    private static Comparison asIn(Comparison first, Comparison other) {
        List<String> names = first.rows().stream().map(Comparison.Row::denoiser).toList();
        List<String> own = other.rows().stream().map(Comparison.Row::denoiser).toList();
        if (names.equals(own)
                || names.size() != own.size()
                || !Set.copyOf(names).equals(Set.copyOf(own))) {
            return other;
        }
        List<Integer> order = names.stream().map(own::indexOf).toList();
        return new Comparison(
                order.stream().map(other.rows()::get).toList(),
                other.on(),
                order.stream().map(other.denoisers()::get).toList());
    }

    /**
     * Returns the name of a denoiser over the sweep: without the parameters in parentheses, where they change with the
     * value.
     */
    private static String common(List<String> names) {
        List<String> bare = names.stream()
                .map(name -> name.replaceFirst("\\(.*", ""))
                .distinct()
                .toList();
        return names.size() == 1 ? names.getFirst() : String.join(" / ", bare);
    }

    private static List<String> unlike(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.indexOf(names.get(i)) == i ? names.get(i) : names.get(i) + " #" + (i + 1))
                .toList();
    }
}
