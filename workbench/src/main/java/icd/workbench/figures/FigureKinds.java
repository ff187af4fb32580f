package icd.workbench.figures;

import icd.describe.KindProvider;
import java.util.List;

/** The figures that come with the workbench. */
public final class FigureKinds implements KindProvider {

    @Override
    public List<Class<? extends Record>> kinds() {
        return List.of(
                TrainingFigure.class,
                WeightsFigure.class,
                WeightsOverTimeFigure.class,
                WeightCurvesFigure.class,
                ClaimsFigure.class,
                CurvesFigure.class,
                HistogramFigure.class,
                HeatMapFigure.class,
                LossLandscapeFigure.class,
                DrawnPromptsFigure.class,
                EmbeddingFigure.class,
                EstimatorsFigure.class,
                EnergyLandscapeFigure.class,
                StructureFigure.class,
                HeadsFigure.class,
                SamplePathsFigure.class,
                TokensFigure.class);
    }
}
