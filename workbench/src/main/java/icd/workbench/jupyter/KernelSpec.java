package icd.workbench.jupyter;

import icd.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Registers the kernel with Jupyter by a folder with a file {@code kernel.json}. */
public final class KernelSpec {

    private KernelSpec() {}

    /**
     * Writes {@code prefix/share/jupyter/kernels/icd/kernel.json}.
     *
     * @param launcher the launcher that Jupyter is to start
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static Path install(Path prefix, Path launcher) throws IOException {
        return write(prefix.resolve("share").resolve("jupyter"), launcher);
    }

    /**
     * Writes {@code data/kernels/icd/kernel.json}.
     *
     * @param data a folder where Jupyter looks, such as {@code ~/.local/share/jupyter}
     * @throws IOException if it cannot be written
     */
    public static Path write(Path data, Path launcher) throws IOException {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.putArray("argv")
                .add(launcher.toAbsolutePath().toString())
                .add("kernel")
                .add("{connection_file}");
        spec.put("display_name", "In-context denoising").put("language", "java").put("interrupt_mode", "message");
        Path folder = data.resolve("kernels").resolve("icd");
        Files.createDirectories(folder);
        String json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(spec);
        return WholeFile.write(folder.resolve("kernel.json"), json + "\n");
    }
}
