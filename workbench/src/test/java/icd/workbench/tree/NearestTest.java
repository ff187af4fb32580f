package icd.workbench.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void distanceCountsInsertionsChangesAndSwaps() {
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("optimizer", "optimiser")).isEqualTo(1);
        assertThat(Nearest.distance("epcohs", "epochs")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void theNearestWordIsFoundOrNone() {
        List<String> known = List.of("epochs", "batch", "optimiser", "seed", "noise_variance");
        assertThat(Nearest.to("optimizer", known)).contains("optimiser");
        assertThat(Nearest.to("Batch", known)).contains("batch");
        assertThat(Nearest.to("batch_size", known)).contains("batch");
        assertThat(Nearest.to("noise-variance", known)).contains("noise_variance");
        assertThat(Nearest.to("noise", known)).contains("noise_variance");
        assertThat(Nearest.to("gradient", known)).isEmpty();
        assertThat(Nearest.to("", known)).isEmpty();
        assertThat(Nearest.to("p3", List.of("PI"))).as("half of it differs").isEmpty();
        assertThat(Nearest.to("pi", List.of("PI"))).contains("PI");
        assertThat(Nearest.to("plott", List.of("Plots", "plot"))).contains("plot");
        assertThat(Nearest.to("lg", List.of("log"))).contains("log");
    }
}
