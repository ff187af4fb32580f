package icd.workbench.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Executes a command line in this process and keeps what it prints. */
record CommandLineRunner(int code, String out, String err) {

    static CommandLineRunner workbench(Object... args) {
        return reading("", args);
    }

    /** With a text for standard input. A run has a store of its own for each {@code --out}: no test must find what another has run. */
    static CommandLineRunner reading(String in, Object... args) {
        StringWriter written = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words =
                new ArrayList<>(Arrays.stream(args).map(Object::toString).toList());
        int out = words.indexOf("--out");
        if (out > 0 && words.getFirst().equals("run") && !words.contains("--store")) {
            words.addAll(List.of("--store", words.get(out + 1) + "-store"));
        }
        String[] texts = words.toArray(String[]::new);
        int code = Main.execute(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(written),
                new PrintWriter(err),
                texts);
        return new CommandLineRunner(code, written.toString(), err.toString());
    }
}
