package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;

import icd.claim.Outcome;
import icd.figure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the manual's page about the library, line by line, and the picture that it shows. */
class LibrarySnippetTest {

    private static final Path HERE = Path.of("src/test/java/icd/LibrarySnippetTest.java");

    @TempDir
    private Path directory;

    @Test
    void trainsDrawsAndChecksAsThePageSays() throws IOException {
        // page
        var prompts = subspaces(16, 8).variance(2).noiseVariance(1).prompts(1000, 500, seed(0)); // n, d; number, L
        var fit = train(linearAttention(16))
                .on(prompts.split(0.8))
                .epochs(100)
                .seed(1)
                .run();
        var table = compare(fit.test(), fit.model(), bayes(), projection(), zero());

        var p = spheres(2, 1).prompt(20, seed(3));
        var e = lse(p.context(), 1, 10); // alpha = 1, beta = 10: the energy of which softmax attention is one step
        var picture = plot(landscape(e), descent(e, p.query()).rate(1).steps(50));

        var verdict = check("attention-is-one-step"); // one of the claims(); the errata are among them
        // end
        double bayes = table.row("bayes").msePerDim();
        assertThat(table.row("linear").msePerDim()).isBetween(bayes, 1.15 * bayes);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        Figures.write(picture, directory);
        assertThat(directory.resolve("landscape.svg"))
                .hasSameTextualContentAs(Path.of("../recipes/images/landscape.svg"));
    }

    /** The README may break lines elsewhere than the formatter. */
    @Test
    void thePageShowsThisCode() throws IOException {
        String here = Files.readString(HERE);
        String snippet = here.substring(here.indexOf("// page\n") + "// page\n".length(), here.indexOf("// end\n"));
        assertThat(withoutSpace(Files.readString(Path.of("../workbench/src/docs/library.md"))))
                .contains(withoutSpace(snippet));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
