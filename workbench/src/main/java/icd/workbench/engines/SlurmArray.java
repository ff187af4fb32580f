package icd.workbench.engines;

import icd.io.WholeFile;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks that were submitted together, and their output since: {@code tasks} has the pieces of a task in each line,
 * {@code memory} the memory of each in MiB, {@code script} the submitted script, {@code N.events} the reports of task N
 * and {@code N.log} its log.
 */
final class SlurmArray {

    private static final String TASKS = "tasks";
    private static final String MEMORY = "memory";
    private static final String SCRIPT = "script";

    /** The word with which the script reports how Java ended. */
    private static final String ENDED = "ENDED ";

    /**
     * The exit code that a shell reports after signal 9, with which the kernel kills a process when memory is short.
     */
    private static final String KILLED = "137";

    private final Path folder;
    private final String name;
    private final List<List<String>> tasks;
    private final int memory;
    private final long[] read;
    private final boolean[] killed;
    private final boolean[] over;

    private SlurmArray(Path folder, String name, List<List<String>> tasks, int memory) {
        this.folder = folder;
        this.name = name;
        this.tasks = tasks;
        this.memory = memory;
        this.read = new long[tasks.size()];
        this.killed = new boolean[tasks.size()];
        this.over = new boolean[tasks.size()];
    }

    /** Writes the files of the submission. The folder gets its name when all files are in it. */
    static SlurmArray write(JobFolder job, String name, List<List<Piece>> bundles, int memory, String script)
            throws IOException {
        List<Path> before = job.submitted();
        int number = before.isEmpty()
                ? 1
                : Integer.parseInt(before.getLast().getFileName().toString()) + 1;
        Path folder = job.path().resolve(Integer.toString(number));
        Path part = WholeFile.partOf(folder);
        Files.createDirectory(part);
        List<List<String>> tasks = bundles.stream()
                .map(bundle -> bundle.stream().map(EventLine::name).toList())
                .toList();
        Files.write(
                part.resolve(TASKS),
                tasks.stream().map(task -> String.join(" ", task)).toList());
        Files.writeString(part.resolve(MEMORY), Integer.toString(memory));
        Files.writeString(part.resolve(SCRIPT), script);
        WholeFile.rename(part, folder);
        return new SlurmArray(folder, name + "-" + number, tasks, memory);
    }

    /** Reads the submission of an earlier process. */
    static SlurmArray read(Path folder, String name) throws IOException {
        List<List<String>> tasks = Files.readAllLines(folder.resolve(TASKS)).stream()
                .map(line -> List.of(line.split(" ")))
                .toList();
        int memory = Integer.parseInt(Files.readString(folder.resolve(MEMORY)));
        return new SlurmArray(folder, name + "-" + folder.getFileName(), tasks, memory);
    }

    String name() {
        return name;
    }

    List<List<String>> tasks() {
        return tasks;
    }

    int memory() {
        return memory;
    }

    Path script() {
        return folder.resolve(SCRIPT);
    }

    Path folder() {
        return folder;
    }

    boolean isOver(int task) {
        return over[task];
    }

    void end(int task) {
        over[task] = true;
    }

    /** Returns whether Java was probably killed for want of memory. */
    boolean wasKilled(int task) {
        return killed[task];
    }

    /** Returns the whole lines that tasks have written since the last call. */
    List<String> news() throws IOException {
        List<String> news = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            if (!over[task]) {
                for (String line : news(task)) {
                    if (line.startsWith(ENDED)) {
                        killed[task] = line.substring(ENDED.length()).equals(KILLED);
                    } else {
                        news.add(line);
                    }
                }
            }
        }
        return news;
    }

    private List<String> news(int task) throws IOException {
        Path events = folder.resolve(task + ".events");
        if (!Files.exists(events)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "r")) {
            long length = file.length();
            if (length <= read[task]) {
                return List.of();
            }
            byte[] bytes = new byte[(int) Math.min(length - read[task], 1 << 20)];
            file.seek(read[task]);
            file.readFully(bytes);
            int whole = bytes.length;
            while (whole > 0 && bytes[whole - 1] != '\n') {
                whole--;
            }
            read[task] += whole;
            return new String(Arrays.copyOf(bytes, whole), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** Returns the path of a task's log, with its last line. */
    String log(int task) {
        Path log = folder.resolve(task + ".log");
        try {
            String last = Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .reduce("", (_, line) -> line);
            return log + (last.isEmpty() ? ", which is empty" : ": " + last);
        } catch (IOException e) {
            return log + ", which is not there: a node must see this folder and be able to write in it";
        }
    }

    void remove() throws IOException {
        Store.delete(folder);
    }

    @Override
    public String toString() {
        return name + ": " + tasks.stream().map(List::size).map(String::valueOf).collect(Collectors.joining("+"))
                + " pieces";
    }
}
