package icd.workbench.engines;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of Slurm for each task.
 *
 * @param partition the partition; empty for the cluster's own choice
 * @param time the longest time that a task may last; empty for the partition's
 * @param memory the memory in MiB
 * @param cpus the number of processors
 * @param account the account that pays; empty for the user's own
 * @param lines lines for the script, such as {@code #SBATCH --qos=long} or {@code module load java}
 * @param seconds how long a task is to last
 * @param array the largest number of tasks in one array
 */
record SlurmSettings(
        Optional<String> partition,
        Optional<String> time,
        int memory,
        int cpus,
        Optional<String> account,
        List<String> lines,
        int seconds,
        int array) {

    static final SequencedMap<String, String> NAMES;

    static {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        names.put("partition", "where tasks run; by default the cluster's choice");
        names.put("time", "the longest a task may last, such as 2:00:00; by default the partition's");
        names.put("memory", "of a task, such as 4G; by default 2G, and twice as much after a task had too little");
        names.put("cpus", "processors of a task; by default 1");
        names.put("account", "the account that pays; by default your own");
        names.put("lines", "lines for the script, such as #SBATCH --qos=long or module load java");
        names.put("seconds", "how long a task is to last; by default 60");
        names.put("array", "tasks in an array, below the cluster's MaxArraySize; by default 1000");
        NAMES = Collections.unmodifiableSequencedMap(names);
    }

    private static final String WORD = "[A-Za-z0-9_.,@/+-]+";
    private static final String TIME = "([0-9]+-)?[0-9]+(:[0-9]{1,2}){0,2}";
    private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,6})([MG])");
    private static final int MIB = 1024;
    private static final int MOST_CPUS = 1024;
    private static final int MOST_SECONDS = 30 * 24 * 3600;
    private static final int MOST_TASKS = 100_000;
    private static final int USUAL_TASKS = 1000;
    private static final int MINUTE = 60;

    /** The number of seconds before the end of its time at which Slurm warns a task, unless the task is very short. */
    private static final int AHEAD = 90;

    SlurmSettings {
        lines = List.copyOf(lines);
    }

    /** @throws IllegalArgumentException if a value cannot be used */
    static SlurmSettings of(EngineSettings set) {
        return new SlurmSettings(
                set.text("partition", WORD, "the name of a partition"),
                set.text("time", TIME, "a time as Slurm has it, such as 30, 2:00:00 or 1-12:00:00"),
                memory(set),
                set.count("cpus", 1, MOST_CPUS),
                set.text("account", WORD, "the name of an account"),
                set.text("lines").map(text -> text.lines().toList()).orElse(List.of()),
                set.count("seconds", MINUTE, MOST_SECONDS),
                set.count("array", USUAL_TASKS, MOST_TASKS));
    }

    private static int memory(EngineSettings set) {
        Matcher memory = MEMORY.matcher(set.text("memory").orElse("2G"));
        if (!memory.matches()) {
            throw set.refused("memory", "a number of M or G, such as 4G");
        }
        return Integer.parseInt(memory.group(1)) * (memory.group(2).equals("G") ? MIB : 1);
    }

    /**
     * Returns how many seconds before the end of its time a task is told to end: a quarter of the time, but at most a
     * minute and a half.
     */
    int ahead() {
        return time.map(text -> Math.clamp(secondsOf(text) / 4, 1, AHEAD)).orElse(AHEAD);
    }

    /**
     * Returns a time in seconds. Slurm reads {@code minutes}, {@code minutes:seconds}, {@code hours:minutes:seconds},
     * and after {@code days-} the same beginning with hours.
     */
    private static long secondsOf(String time) {
        int dash = time.indexOf('-');
        long days = dash < 0 ? 0 : Long.parseLong(time.substring(0, dash));
        String[] parts = time.substring(dash + 1).split(":");
        long seconds = 0;
        for (String part : parts) {
            seconds = seconds * MINUTE + Long.parseLong(part);
        }
        if (dash >= 0) {
            for (int missing = parts.length; missing < 3; missing++) {
                seconds *= MINUTE;
            }
        } else if (parts.length == 1) {
            seconds *= MINUTE;
        }
        return days * 24 * MINUTE * MINUTE + seconds;
    }
}
