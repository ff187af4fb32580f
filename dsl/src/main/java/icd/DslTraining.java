package icd;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.io.Npz;
import icd.task.PromptSet;
import icd.task.Task;
import icd.theory.DepthOptimum;
import icd.theory.GradientFlow;
import icd.theory.HeadsOptimum;
import icd.theory.LinearOptimum;
import icd.train.LeastSquaresValues;
import icd.train.Training;
import java.io.IOException;
import java.util.List;

/** The part of {@link Dsl} that finds a layer's weights: by training, from a file, or by theory. */
public abstract class DslTraining extends DslSampling {

    DslTraining() {}

    /**
     * Trains a layer, with new random weights unless ownWeights() is called: choose prompts and settings, then run().
     *
     * {@snippet :
     *   train(linearAttention(16)).on(subspaces(16, 8).prompts(100, 50, seed(0)).split(0.8)).epochs(5).batch(20).adam(0.01).seed(1).run()
     * }
     */
    public static Training train(Attention layer) {
        return Training.of(layer);
    }

    /**
     * Loads the weights of an old run, or of any npz file, into a layer of the same kind.
     *
     * {@snippet :
     *   var npz = directory.resolve("weights.npz");
     *   Npz.write(npz, softmaxAttention(4).arrays("_final"));
     *   load(softmaxAttention(4), npz.toString())
     * }
     */
    public static Attention load(Attention layer, String npz) throws IOException {
        return Holding.read(npz, List.of(Holding.WEIGHTS), file -> layer.read(file, "_final"));
    }

    /**
     * Writes the weights of a layer to an npz file, from which they are loaded again; the shell prints the file's path.
     * The name must end in .npz, and missing folders are made.
     *
     * {@snippet :
     *   var npz = directory.resolve("saved.npz").toString();
     *   save(softmaxAttention(4).identity(1, 2), npz);
     *   load(softmaxAttention(4), npz).beta()
     * }
     */
    public static Attention save(Attention layer, String npz) throws IOException {
        Npz.save("save", npz, layer.arrays("_final"));
        return layer;
    }

    /**
     * The best linear layer at a finite context length, for a task whose moments are known.
     * The optimum is over all weights where that is known, as for gaussians and for noise of fixed axes, otherwise over
     * scaled identities.
     *
     * {@snippet :
     *   linearOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 500).product();
     *   linearOptimum(gaussians(diagonal(4, 2, 1)).noise(gaussianNoise(diagonal(0.5, 1, 2))), 10).meanMap()
     * }
     */
    public static LinearOptimum linearOptimum(Task task, int L) {
        return LinearOptimum.of(task, L);
    }

    /**
     * The best scaled identities of a linear layer whose tokens count {@math e^{-decay k}}, k steps before the query, at the best decay.
     * The decay is 0 unless the order of the tokens tells something, as of a drift or a state space.
     *
     * {@snippet :
     *   linearOptimumWithDecay(subspaces(16, 8).drift(0.02), 100).decay()
     * }
     */
    public static LinearOptimum linearOptimumWithDecay(Task task, int L) {
        return LinearOptimum.ofBestDecay(task, L);
    }

    /**
     * The least loss of so many layers of linear attention, each with a scalar weight, a skip and a step of its own.
     * From four layers on it is a bound, and says so.
     *
     * {@snippet :
     *   depthOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 50, 2).msePerDim()
     * }
     */
    public static DepthOptimum depthOptimum(Task task, int L, int layers) {
        return DepthOptimum.of(task, L, layers);
    }

    /**
     * The least loss of two layers of linear attention in which the context moves as the query does.
     *
     * {@snippet :
     *   movingDepthOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 50)
     * }
     */
    public static DepthOptimum movingDepthOptimum(Task task, int L) {
        return DepthOptimum.moving(task, L);
    }

    /**
     * The least loss of each valley of two linear layers whose context moves.
     *
     * <p>Trainings end in one of them, by the sign that the first layer begins with.
     *
     * {@snippet :
     *   movingDepthValleys(subspaces(16, 8).variance(2).noiseVariance(1), 20)
     * }
     */
    public static List<DepthOptimum> movingDepthValleys(Task task, int L) {
        return DepthOptimum.movingValleys(task, L);
    }

    /**
     * The least loss of two linear layers that share their weights, in which the context moves as the query does.
     *
     * {@snippet :
     *   tiedMovingDepthOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 20)
     * }
     */
    public static DepthOptimum tiedMovingDepthOptimum(Task task, int L) {
        return DepthOptimum.tiedMoving(task, L);
    }

    /**
     * The least loss of any number of heads of linear attention side by side, and of those whose outputs span fewer dimensions.
     *
     * {@snippet :
     *   headsOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 50).loss(12)
     * }
     */
    public static HeadsOptimum headsOptimum(Task task, int L) {
        return HeadsOptimum.of(task, L);
    }

    /**
     * The least loss of so many layers of linear attention that share one scalar weight, skip and step.
     *
     * {@snippet :
     *   tiedDepthOptimum(subspaces(16, 8).variance(2).noiseVariance(1), 50, 2).layer()
     * }
     */
    public static DepthOptimum tiedDepthOptimum(Task task, int L, int layers) {
        return DepthOptimum.tied(task, L, layers);
    }

    /**
     * Gradient flow over the scales of linear attention, from these: what gradient descent at a small rate follows, with t = steps x rate.
     *
     * {@snippet :
     *   gradientFlow(subspaces(16, 8).variance(2).noiseVariance(1), 500, 0.1, 0.1).productAt(0.25)
     * }
     */
    public static GradientFlow gradientFlow(Task task, int L, double alpha0, double beta0) {
        return GradientFlow.of(task, L, alpha0, beta0);
    }

    /**
     * The layer with the {@math W_PV} that fits prompts best, its {@math W_KQ} as it is.
     *
     * <p>It is exact, and of several that fit all it is the one of least norm.
     *
     * {@snippet :
     *   fitValues(linearAttention(16).identity(1, 1), subspaces(16, 8).prompts(128, 50, seed(0)))
     * }
     */
    public static AttentionLayer fitValues(AttentionLayer layer, PromptSet prompts) {
        return LeastSquaresValues.fit(layer, prompts);
    }
}
