package icd.workbench.jupyter;

import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.terminal.Cells;
import icd.workbench.shell.terminal.ShellOptions;
import icd.workbench.shell.transcript.CellOutput;
import icd.workbench.shell.transcript.Notebook;
import icd.workbench.shell.transcript.Replay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes a notebook without Jupyter, cell after cell, up to the first that does not end as it should. */
public final class NotebookRun implements AutoCloseable {

    /** The exit code when everything went well. */
    private static final int DONE = 0;

    /** The exit code when a cell failed, or did not fail though it must, or an output differs from the recorded one. */
    private static final int FAILED = 1;

    private final String name;
    private final Notebook notebook;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Cells cells;
    private final List<CellOutput> given = new ArrayList<>(); // the outputs of the running cell
    private PrintStyle style = PrintStyle.PLAIN;
    private boolean silent;

    /** @param name the notebook's name in messages */
    public NotebookRun(String name, Notebook notebook, ShellOptions options, PrintWriter out, PrintWriter err) {
        this.name = name;
        this.notebook = notebook;
        this.out = out;
        this.err = err;
        cells = Cells.open(options, null, this::take);
    }

    private synchronized void take(CellOutput output) {
        given.add(output);
        if (!silent) {
            switch (output) {
                case CellOutput.Stream stream -> {
                    PrintWriter to = stream.name().equals("stderr") ? err : out;
                    to.print(stream.text());
                    to.flush();
                }
                case CellOutput.Data data -> out.println(data.text());
                case CellOutput.Failure _ -> {} // reported once it is known whether the cell was to fail
            }
            if (out.checkError()) {
                cells.interrupt(); // nobody reads the cell's output
            }
        }
    }

    /**
     * Compiles all cells before the first is executed, and reports which cannot succeed; returns true where none was
     * found.
     */
    public boolean proofread() {
        return Replay.proofread(notebook.items(name), err);
    }

    private interface Told {
        void of(Notebook.Cell cell, List<CellOutput> outputs);
    }

    /**
     * Executes all cells, and prints their outputs.
     *
     * @return the exit code: 0, 1, or the code that a cell passes to {@code /exit}
     */
    public int run() {
        return execute((_, _) -> {});
    }

    /**
     * Executes all cells silently and reports every output that differs from the recorded one.
     *
     * @return the exit code: 1 if an output differs or a cell does not end as it should
     * @throws icd.workbench.shell.transcript.MalformedPageException if nothing is recorded
     */
    public int check() {
        notebook.mustBeComparable();
        silent = true;
        int[] counts = new int[2];
        int code = execute((cell, outputs) -> {
            counts[0] += cell.recorded().isPresent() ? 1 : 0;
            cell.difference(outputs).ifPresent(difference -> {
                counts[1]++;
                err.println(Notebook.place(name, cell) + ": the output must be as recorded");
                err.println("  recorded: " + difference.getFirst());
                err.println("  now:      " + difference.getLast());
            });
        });
        out.println(name + ": " + counts[0] + (counts[0] == 1 ? " cell" : " cells") + " compared, "
                + (counts[1] == 0 ? "all as recorded" : counts[1] + " not as recorded"));
        return counts[1] > 0 ? FAILED : code;
    }

    /**
     * Executes all cells silently; where all end as they should, returns the notebook with the new outputs. Outputs
     * that agree with the recorded ones stay as they are.
     *
     * @return empty if a cell did not end as it should, or ended the session
     */
    public Optional<String> update() {
        silent = true;
        int code = execute((cell, outputs) -> {
            if (cell.recorded().isEmpty() || cell.difference(outputs).isPresent()) {
                notebook.record(cell, outputs);
            }
        });
        return code == DONE && cells.ended().isEmpty() ? Optional.of(notebook.json()) : Optional.empty();
    }

    private int execute(Told told) {
        for (Notebook.Cell cell : notebook.cells()) {
            if (cell.skipped()) {
                continue;
            }
            if (!cell.style().equals(style)) { // changes by /set hold until a cell says otherwise
                style = cell.style();
                cells.style(style);
            }
            boolean succeeded = cells.run(cell.code());
            List<CellOutput> outputs = taken();
            if (succeeded == cell.fails()) {
                complain(cell, outputs);
                return FAILED;
            }
            told.of(cell, outputs);
            if (cells.ended().isPresent()) {
                return cells.ended().get();
            }
        }
        return DONE;
    }

    private synchronized List<CellOutput> taken() {
        List<CellOutput> outputs = List.copyOf(given);
        given.clear();
        return outputs;
    }

    private void complain(Notebook.Cell cell, List<CellOutput> outputs) {
        String place = Notebook.place(name, cell);
        if (cell.fails()) {
            err.println(place + ": a cell that is tagged raises-exception must fail, but it succeeded");
        }
        for (CellOutput output : outputs) {
            if (output instanceof CellOutput.Failure failure) {
                List<String> lines = failure.traceback();
                err.println(place + lines.getFirst().replaceFirst("^cell", ""));
                lines.subList(1, lines.size()).forEach(err::println);
            }
        }
    }

    @Override
    public void close() {
        cells.close();
    }

    @Override
    public String toString() {
        return "run of " + name + ", a " + notebook;
    }
}
