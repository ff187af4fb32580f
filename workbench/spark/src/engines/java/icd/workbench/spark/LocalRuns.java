package icd.workbench.spark;

import icd.workbench.piece.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.util.ExceptionUtils;

/** Gives tests the experiments that runs on clusters must repeat to the byte; each is run locally once for all tests. */
final class LocalRuns implements ParameterResolver {

    private interface Experiment {
        Object in(Path folder) throws IOException, InterruptedException;
    }

    private static final Map<Class<?>, Experiment> ALL = Map.of(Sweep.class, Sweep::in, OwnKinds.class, OwnKinds::in);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return ALL.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(LocalRuns.class))
                .getOrComputeIfAbsent(type, _ -> Run.of(ALL.get(type)), Run.class)
                .experiment();
    }

    /** Something that was run; its folder is deleted when the last test has ended. */
    private record Run(Path folder, Object experiment) implements AutoCloseable {

        static Run of(Experiment experiment) {
            try {
                Path folder = Files.createTempDirectory("local");
                return new Run(folder, experiment.in(folder));
            } catch (IOException | InterruptedException e) {
                throw ExceptionUtils.throwAsUncheckedException(e);
            }
        }

        @Override
        public void close() throws IOException {
            Store.delete(folder);
        }
    }
}
