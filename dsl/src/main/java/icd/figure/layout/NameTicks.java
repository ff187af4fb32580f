package icd.figure.layout;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** An axis of names: the first stands at 0, the next at 1, and so on, with half a step of room at both ends. */
record NameTicks(List<String> labels) implements Ticks {

    NameTicks {
        labels = List.copyOf(labels);
    }

    @Override
    public List<BigDecimal> values() {
        return IntStream.range(0, labels.size()).mapToObj(BigDecimal::valueOf).toList();
    }

    @Override
    public double low() {
        return -0.5;
    }

    @Override
    public double high() {
        return labels.size() - 0.5;
    }

    @Override
    public double fraction(double value) {
        return (value - low()) / labels.size();
    }

    @Override
    public double at(double fraction) {
        return low() + fraction * labels.size();
    }
}
