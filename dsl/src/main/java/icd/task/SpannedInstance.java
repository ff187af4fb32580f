package icd.task;

import icd.math.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** An instance whose tokens lie in a subspace of {@math R^n}, so that queries can be projected onto it. */
public interface SpannedInstance extends Instance {

    /** An orthonormal basis of the subspace. */
    Frame frame();

    /** {@code basis}: the vectors of the frame. */
    @Override
    default SequencedMap<String, List<double[]>> landmarks() {
        SequencedMap<String, List<double[]>> landmarks = new LinkedHashMap<>();
        landmarks.put(
                "basis",
                IntStream.range(0, frame().k())
                        .mapToObj(j -> IntStream.range(0, n())
                                .mapToDouble(i -> frame().get(i, j))
                                .toArray())
                        .toList());
        return landmarks;
    }

    @Override
    default int n() {
        return frame().n();
    }
}
