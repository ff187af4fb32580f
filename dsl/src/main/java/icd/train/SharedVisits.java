package icd.train;

import icd.attention.SharedPass;
import icd.task.PromptSet;
import java.util.List;
import java.util.Optional;

/** Does what {@link Visits} does for several layers at once, each adding to a loss of its own. */
final class SharedVisits {

    private final PromptSet prompts;
    private final List<RunningLoss> losses;
    private final SharedPass<?> pass;
    private final double[][] residuals;
    private final double[][] gradients;
    private final double[] squares;

    private SharedVisits(PromptSet prompts, List<RunningLoss> losses, SharedPass<?> pass) {
        this.prompts = prompts;
        this.losses = losses;
        this.pass = pass;
        this.residuals = new double[losses.size()][prompts.n()];
        this.gradients = new double[losses.size()][];
        this.squares = new double[losses.size()];
    }

    /**
     * Joins visits.
     *
     * @param visits those that add to the losses, in the same order, of the same prompts
     * @return empty where they are fewer than two
     */
    static Optional<SharedVisits> of(List<Visits> visits, List<RunningLoss> losses) {
        return SharedPass.of(visits.stream().map(Visits::pass).toList())
                .map(pass -> new SharedVisits(visits.getFirst().prompts(), losses, pass));
    }

    /** Adds prompt k to all losses, which have begun and either all want gradients or none. */
    void add(int k) {
        pass.forward(k, prompts.queries(), k * prompts.n(), residuals);
        for (int l = 0; l < squares.length; l++) {
            RunningLoss loss = losses.get(l);
            squares[l] = Visits.addResidual(prompts, k, residuals[l], loss.partSquare());
            gradients[l] = loss.part();
        }
        if (gradients[0] != null) {
            pass.backward(k, residuals, gradients);
        }
        for (int l = 0; l < squares.length; l++) {
            losses.get(l).added(squares[l]);
        }
    }

    @Override
    public String toString() {
        return "visits of " + losses.size() + " layers to " + prompts;
    }
}
