import static icd.Dsl.*;

import icd.io.Npz;
import java.nio.file.Path;

/** A program that knows the domain library alone: trains a layer and writes its weights. */
class TrainAndSave {
    public static void main(String[] arguments) throws Exception {
        var prompts = subspaces(4, 2).variance(2).noiseVariance(1).prompts(1000, 50, seed(0));
        var fit = train(linearAttention(4)).on(prompts.split(0.8)).epochs(150).batch(40).seed(1).run();
        Npz.write(Path.of(arguments[0]), fit.model().arrays("_final"));
        System.out.println(compare(fit.test(), fit.model(), bayes(), zero()));
    }
}
