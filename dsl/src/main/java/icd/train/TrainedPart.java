package icd.train;

import icd.attention.Attention;
import icd.attention.Parameter;
import icd.describe.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parameters of a layer that training changes, which are all that its optimiser sees; the others keep their initial values.
 *
 * @param places in theta, ascending; null for all, so that nothing is copied
 */
record TrainedPart(int[] places) {

    /**
     * The parameters of some names.
     *
     * @param names as {@link Attention#parameters} has them; none for all
     * @throws RefusedException if the layer has none of a name
     */
    static TrainedPart of(Attention layer, List<String> names) {
        if (names.isEmpty()) {
            return new TrainedPart(null);
        }
        List<String> known = layer.parameters().stream().map(Parameter::name).toList();
        for (int i = 0; i < names.size(); i++) {
            if (!known.contains(names.get(i))) {
                throw new RefusedException("TrainingOptions", "trained." + i, "be one of " + known, names.get(i));
            }
        }
        List<Integer> places = new ArrayList<>();
        int at = 0;
        for (Parameter parameter : layer.parameters()) {
            if (names.contains(parameter.name())) {
                IntStream.range(at, at + parameter.size()).forEach(places::add);
            }
            at += parameter.size();
        }
        return new TrainedPart(places.stream().mapToInt(Integer::intValue).toArray());
    }

    /** How many there are. */
    int count(double[] theta) {
        return places == null ? theta.length : places.length;
    }

    /** Those among all: a copy, or the array itself where it is all of them. */
    double[] of(double[] all) {
        return places == null
                ? all
                : Arrays.stream(places).mapToDouble(place -> all[place]).toArray();
    }

    /** Puts back among all what {@link #of} gave. */
    void put(double[] part, double[] all) {
        for (int i = 0; places != null && i < places.length; i++) {
            all[places[i]] = part[i];
        }
    }

    @Override
    public String toString() {
        return places == null
                ? "all parameters"
                : "parameters "
                        + Arrays.stream(places).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }
}
