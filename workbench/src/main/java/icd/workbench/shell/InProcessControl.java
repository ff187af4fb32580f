package icd.workbench.shell;

import icd.kernel.WorkObserver;
import icd.train.TrainingObserver;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Executes snippets in this process. Unlike JShell's own, it keeps their results as objects, can stop them, and knows the
 * classes they define when it weaves others.
 */
final class InProcessControl implements ExecutionControl {

    /** How JShell names the classes around snippets. */
    static final String SNIPPET_PREFIX = "REPL.$JShell$";

    private final SnippetLoader loader;
    private final Weaver weaver;
    private final Evaluator evaluator;
    private final BooleanSupplier cancelled;
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Variables variables = new Variables();
    private final List<Job> jobs = new ArrayList<>();
    private Field asked;

    /** @param cancelled asked before a snippet is run: whether it is no longer wanted */
    InProcessControl(ClassLoader parent, InterpreterOptions options, BooleanSupplier cancelled) {
        this.loader = new SnippetLoader(parent, options);
        this.weaver = new Weaver(parent);
        this.evaluator = new Evaluator(loader, options.heapLimit());
        this.cancelled = cancelled;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Variables variables() {
        return variables;
    }

    /** The jobs run since the last call, in order. */
    List<Job> takeJobs() {
        List<Job> taken = List.copyOf(jobs);
        jobs.clear();
        return taken;
    }

    /** The field that JShell last asked the value of. */
    Field asked() {
        return asked;
    }

    @Override
    public void load(ClassBytecodes[] files) throws ClassInstallException {
        boolean[] installed = new boolean[files.length];
        try {
            for (ClassBytecodes file : files) {
                weaver.learn(file.bytecodes());
            }
            for (ClassBytecodes file : files) {
                loader.declare(file.name(), weaver.weave(file.bytecodes()));
            }
            for (int i = 0; i < files.length; i++) {
                Class<?> loaded = Class.forName(files[i].name(), false, loader);
                classes.put(files[i].name(), loaded);
                variables.add(loaded);
                installed[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            jobs.add(failed(e));
            throw new ClassInstallException(e.toString(), installed);
        }
    }

    private static Job failed(Throwable e) {
        Job job = new Job(() -> {
            throw e instanceof Exception failure ? failure : new IllegalStateException(e);
        });
        job.perform();
        return job;
    }

    /** @throws NotImplementedException always: JShell then makes a class of another name */
    @Override
    public void redefine(ClassBytecodes[] files) throws NotImplementedException {
        throw new NotImplementedException("redefine");
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException {
        Method method;
        try {
            Class<?> snippet = classes.get(className);
            if (snippet == null) {
                throw new InternalException(className + " is not loaded");
            }
            method = snippet.getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new InternalException(e.toString());
        }
        Job job = run(() -> call(method));
        jobs.add(job);
        if (job.thrown() == null) {
            if (job.abandoned()) {
                throw new StoppedException();
            }
            return ""; // the object itself is in the job
        }
        throw asRunException(job.thrown());
    }

    /** Runs a piece of the user's code; what it runs shows how it gets on. */
    Job run(Callable<?> code) {
        WorkProgress progress = new WorkProgress(loader.options().progress());
        Job job = evaluator.run(() -> watched(code, progress), progress::tick, cancelled);
        progress.close();
        return job;
    }

    private Object watched(Callable<?> code, WorkProgress progress) throws Exception {
        ProgressDisplay display = loader.options().progress();
        ScopedValue.Carrier scope = ScopedValue.where(TrainingObserver.CURRENT, new TrainingProgress(display));
        return (display == null
                        ? scope
                        : scope.where(ProgressDisplay.CURRENT, display).where(WorkObserver.CURRENT, progress))
                .call(code::call);
    }

    /** Where the classes of the user's code are. */
    ClassLoader loader() {
        return loader;
    }

    private static Object call(Method method) throws Exception {
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** For JShell, which translates the stack to lines of snippets. */
    private static RunException asRunException(Throwable thrown) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        if (thrown instanceof Stop) {
            return new StoppedException();
        }
        return new UserException(thrown.toString(), thrown.getClass().getName(), thrown.getStackTrace());
    }

    /** Notes the variable's field for {@link #asked}; the value itself is not wanted as a string. */
    @Override
    public String varValue(String className, String fieldName) throws InternalException {
        try {
            asked = classes.get(className).getDeclaredField(fieldName);
            asked.setAccessible(true);
            return "";
        } catch (NoSuchFieldException | NullPointerException e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public void addToClasspath(String path) throws NotImplementedException {
        throw new NotImplementedException("addToClasspath");
    }

    @Override
    public void stop() {
        evaluator.end(Evaluator.INTERRUPTED);
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
