package icd;

import static org.assertj.core.api.Assertions.assertThat;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.denoise.Baselines;
import icd.denoise.Score;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.task.Task;
import icd.train.Fit;
import icd.train.Trainer;
import icd.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's Java, line by line, at its full size. */
class ReadmeSnippetTest {

    @Test
    void trainsAsTheReadmeSays() throws IOException {
        // README
        Task task = new Subspaces(16, 8, 2, 1); // n, d, variance, noise variance
        PromptSet train = task.prompts(800, 500, 0); // 800 prompts of 500 tokens, seed 0
        PromptSet test = task.prompts(200, 500, 1);
        Attention layer = AttentionLayer.linear(16).uniform(RandomStream.of(1, "weights"));
        Fit fit = Trainer.of(layer, train, test, TrainingOptions.published(100)).run();
        // end
        assertThat(fit.toString()).contains("linear attention", "after 100 of 100 epochs");
        Score trained = Score.of(fit.model(), test, Workers.caller());
        Score bayes = Score.of(Baselines.bayes(), test, Workers.caller());
        assertThat(trained.msePerDim()).isBetween(bayes.msePerDim(), 1.15 * bayes.msePerDim());

        List<String> here = Files.readAllLines(Path.of("src/test/java/icd/ReadmeSnippetTest.java"));
        List<String> snippet =
                here.subList(here.indexOf("        // README") + 1, here.indexOf("        // end")).stream()
                        .map(String::strip)
                        .toList();
        assertThat(Files.readAllLines(Path.of("../README.md"))).containsSubsequence(snippet);
    }
}
