package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import icd.describe.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The checksums of a run's files, without those that describe the run and not its results.
 *
 * @param run the files of the run's folder
 * @param pieces the files of the pieces in its store
 */
record Results(Map<String, String> run, Map<String, String> pieces) {

    /** Returns the results in {@code <store>-run} and in {@code <store>}. */
    static Results of(Path scratch, String store) throws IOException {
        return new Results(
                of(scratch.resolve(store + "-run")), of(scratch.resolve(store).resolve("pieces")));
    }

    private static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!Set.of("provenance.json", "report.html", "log.txt", ".lock")
                        .contains(file.getFileName().toString())) {
                    results.put(folder.relativize(file).toString(), Sha256.digits(Files.readAllBytes(file)));
                }
            }
        }
        assertThat(results).hasSizeGreaterThan(10);
        return results;
    }
}
