package icd.workbench.evaluation;

import icd.describe.KindProvider;
import java.util.List;

/** The evaluations that come with the workbench. */
public final class EvaluationKinds implements KindProvider {

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                Shift.class,
                LossLandscape.class,
                DrawnPrompts.class,
                EnergyLandscape.class,
                Trajectories.class,
                Descent.class,
                Structure.class,
                Recall.class,
                CensusOfMinima.class,
                EnergyTrace.class,
                AttentionWeights.class,
                PositionBias.class,
                ConservativenessOfLayer.class,
                HeadsOfLayers.class,
                DistanceFromDescent.class,
                Errors.class,
                Memorisation.class,
                DrawnSamples.class,
                SamplePaths.class,
                CollapseOfSamples.class);
    }
}
