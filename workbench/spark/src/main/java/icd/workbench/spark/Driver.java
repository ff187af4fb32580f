package icd.workbench.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The program that {@code spark-submit} starts: one job, each of whose tasks is a line of a file that names pieces. The
 * lines in which a task reports on its pieces are printed as soon as it ends. The driver ends with its parent, whose
 * pipe to it then closes.
 */
public final class Driver {

    /** The beginning of our lines on standard output. */
    static final String MARK = "icd\t";

    private Driver() {}

    /**
     * @param args the recipe, the store, the file with tasks, the threads of a task, and whether pieces are made again
     */
    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().start(Driver::endWithParent);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> tasks = Files.readAllLines(Path.of(args[2]));
        Pieces pieces = new Pieces(args[0], args[1], Integer.parseInt(args[3]), Boolean.parseBoolean(args[4]));
        try (JavaSparkContext context = new JavaSparkContext(new SparkConf())) {
            context.sc()
                    .runJob(
                            context.parallelize(tasks, tasks.size()).rdd(),
                            new Visit(pieces),
                            new Printing(out),
                            ClassTag$.MODULE$.apply(String.class));
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is sent; the driver waits for the end.
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        Runtime.getRuntime().exit(1);
    }

    /** The function that an executor applies to a task. */
    private static final class Visit extends AbstractFunction1<scala.collection.Iterator<String>, String>
            implements Serializable {
        private static final long serialVersionUID = 1;

        private final Pieces pieces;

        Visit(Pieces pieces) {
            this.pieces = pieces;
        }

        @Override
        public String apply(scala.collection.Iterator<String> tasks) {
            StringBuilder lines = new StringBuilder();
            while (tasks.hasNext()) {
                pieces.make(tasks.next()).forEach(line -> lines.append(line).append('\n'));
            }
            return lines.toString();
        }
    }

    /** The function that the driver applies to the result of a task. */
    private static final class Printing extends AbstractFunction2<Object, String, BoxedUnit> {
        private final PrintStream out;

        Printing(PrintStream out) {
            this.out = out;
        }

        @Override
        public BoxedUnit apply(Object task, String lines) {
            lines.lines().forEach(line -> out.println(MARK + line));
            return BoxedUnit.UNIT;
        }
    }
}
