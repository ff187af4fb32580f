package icd.workbench.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Executes a command line in this process and keeps what it prints. */
record CommandLineRunner(int code, String out, String err) {

    static CommandLineRunner workbench(Object... args) {
        return reading("", args);
    }

    /** With a text for standard input. */
    static CommandLineRunner reading(String in, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        int code = Main.execute(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                texts);
        return new CommandLineRunner(code, out.toString(), err.toString());
    }
}
