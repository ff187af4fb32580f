package icd.workbench.report;

import icd.describe.Sha256;
import icd.workbench.piece.Checksums;
import icd.workbench.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files of a run as another version would have written them: with other words in them, and whole. */
public final class WrittenOtherwise {

    private WrittenOtherwise() {}

    /** Replaces in a file what first matches, and the file's checksum with it. */
    public static void result(Path run, String name, String regex, String replacement) throws IOException {
        Path file = run.resolve(name);
        String before = Sha256.digits(Files.readAllBytes(file));
        String text = Files.readString(file).replaceFirst(regex, replacement);
        Files.delete(file); // the store has the same file
        Files.writeString(file, text);
        Path sums = run.resolve(Checksums.NAME);
        Files.writeString(sums, Files.readString(sums).replace(before, Sha256.digits(Files.readAllBytes(file))));
    }

    /** Replaces in the provenance what first matches. */
    public static void provenance(Path run, String regex, String replacement) throws IOException {
        Path file = run.resolve(Provenance.NAME);
        String text = Files.readString(file).replaceFirst(regex, replacement);
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(text);
        json.remove("checksum");
        Files.writeString(file, Provenance.text(json));
    }
}
