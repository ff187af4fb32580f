package icd.workbench.evaluation;

import icd.attention.Attention;
import icd.attention.HeadShares;
import icd.attention.HeadShares.Directions;
import icd.describe.Describe;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The share of each head, and its overlap with each other head of its layer: see {@link HeadShares}. */
@Describe(
        value =
                "what each head learns: its share of the sum of W_PV W_KQ, and how much the directions that it reads and writes overlap with another's",
        key = "heads")
public record HeadsOfLayers(String name) implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return trial.model().flatMap(model -> {
            try {
                HeadShares.of(model.form(1));
                return Optional.empty();
            } catch (IllegalArgumentException _) {
                return Optional.of("must come with heads that have one W_PV and one W_KQ each, got " + model.name());
            }
        });
    }

    @Override
    public List<String> coordinates() {
        return List.of("layer", "head", "other");
    }

    @Override
    public long rows(TrialSpec trial) {
        return trial.model().stream()
                .flatMap(model -> HeadShares.of(model.form(1)).stream())
                .mapToLong(each -> (long) each.heads().size() * each.heads().size())
                .sum();
    }

    @Override
    public List<String> values() {
        return List.of("share", "query_overlap", "key_overlap", "value_overlap", "output_overlap");
    }

    @Override
    public Table run(Subject subject) {
        return new Table(coordinates(), values(), rows(subject.layer()));
    }

    private static List<Table.Row> rows(Attention layer) {
        List<Table.Row> rows = new ArrayList<>();
        int number = 0;
        for (HeadShares shares : HeadShares.of(layer)) {
            number++;
            for (int head = 0; head < shares.heads().size(); head++) {
                for (int other = 0; other < shares.heads().size(); other++) {
                    rows.add(new Table.Row(
                            List.of(Coordinate.of(number), Coordinate.of(head + 1), Coordinate.of(other + 1)),
                            new double[] {
                                shares.share(head, other),
                                shares.overlap(Directions.QUERY, head, other),
                                shares.overlap(Directions.KEY, head, other),
                                shares.overlap(Directions.VALUE, head, other),
                                shares.overlap(Directions.OUTPUT, head, other)
                            }));
                }
            }
        }
        return rows;
    }
}
