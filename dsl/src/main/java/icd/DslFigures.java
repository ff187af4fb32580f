package icd;

import icd.attention.Attention;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.figure.Figure;
import icd.task.Prompt;
import icd.train.Fit;
import org.ojalgo.matrix.store.MatrixStore;

/** The part of {@link Dsl} that draws the library's values. */
public abstract class DslFigures extends DslClaims {

    DslFigures() {}

    /**
     * The losses of a training against the epoch.
     *
     * {@snippet :
     *   var split = subspaces(4, 2).prompts(40, 20, seed(0)).split(0.8);
     *   figure(train(linearAttention(4)).on(split).epochs(3).run())
     * }
     */
    public static Figure figure(Fit fit) {
        return Drawings.of(fit);
    }

    /**
     * The weights of a layer as coloured cells.
     *
     * {@snippet :
     *   figure(softmaxAttention(16).uniform(randomStream(1)))
     * }
     */
    public static Figure figure(Attention layer) {
        return Drawings.of(layer);
    }

    /**
     * An energy landscape as contours, with its memories and descents over it.
     *
     * {@snippet :
     *   var p = spheres(2, 1).prompt(20, seed(3));
     *   var e = lse(p.context(), 1, 10);
     *   figure(landscape(e).points(40, 40), descent(e, p.query()).rate(1).steps(50))
     * }
     */
    public static Figure figure(Landscape landscape, Descent... descents) {
        return Drawings.of(landscape, descents);
    }

    /**
     * A prompt as points in the plane or in space.
     *
     * {@snippet :
     *   figure(spheres(3, 2).prompt(200, seed(0)))
     * }
     */
    public static Figure figure(Prompt prompt) {
        return PromptFigure.of(prompt);
    }

    /**
     * A matrix as coloured cells.
     *
     * {@snippet :
     *   figure(randomOrthogonal(8, seed(0)))
     * }
     */
    public static Figure figure(MatrixStore<Double> matrix) {
        return Drawings.of(matrix);
    }

    /**
     * A histogram of values.
     *
     * {@snippet :
     *   figure(1.0, 1.2, 0.9, 1.1, 1.0)
     * }
     */
    public static Figure figure(double... values) {
        return Drawings.of(values);
    }
}
