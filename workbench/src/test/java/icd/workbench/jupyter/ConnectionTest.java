package icd.workbench.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.UnusablePathException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConnectionTest {

    private static final String GOOD = """
            {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k", "shell_port": 1,
             "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5, "kernel_name": "icd"}
            """;

    @TempDir
    private Path folder;

    private Path file(String json) throws Exception {
        return Files.writeString(folder.resolve("connection.json"), json);
    }

    @Test
    void aFileIsReadAndItsKeyNotShown() throws Exception {
        Connection connection = Connection.read(file(GOOD.replace("\"k\"", "\"secret\"")));
        assertThat(connection).isEqualTo(new Connection("127.0.0.1", 1, 2, 3, 4, 5, "secret"));
        assertThat(connection.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"ip\": \"127.0.0.1\"`, `\"ip\": \"0.0.0.0\"`, 0.0.0.0",
                "`\"ip\": \"127.0.0.1\"`, `\"ip\": \"*\"`, ip",
                "`\"ip\": \"127.0.0.1\"`, `\"ip\": \"192.0.2.1\"`, 192.0.2.1",
                "`\"ip\": \"127.0.0.1\",`, ``, ip",
                "`\"key\": \"k\"`, `\"key\": \"\"`, key",
                "hmac-sha256, hmac-md5, hmac-md5",
                "`\"tcp\"`, `\"ipc\"`, ipc",
                "`\"hb_port\": 5`, `\"hb_port\": 70000`, 70000",
                "`\"stdin_port\": 4,`, ``, stdin_port",
            })
    void otherFilesAreRefused(String part, String instead, String named) throws Exception {
        assertThat(GOOD).contains(part);
        Path file = file(GOOD.replace(part, instead));
        assertThatThrownBy(() -> Connection.read(file))
                .isInstanceOf(UnusablePathException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(named);
    }

    @Test
    void whatIsNoJsonIsRefused() throws Exception {
        Path file = file("{");
        assertThatThrownBy(() -> Connection.read(file)).isInstanceOf(UnusablePathException.class);
        assertThatThrownBy(() -> Connection.read(folder.resolve("none"))).isInstanceOf(UnusablePathException.class);
    }

    @Test
    void jupyterIsToldOfTheLauncher() throws Exception {
        Path written = KernelSpec.install(folder, Path.of("/opt/workbench/bin/workbench"));
        assertThat(written).isEqualTo(folder.resolve("share/jupyter/kernels/icd/kernel.json"));
        JsonNode spec = JsonMapper.shared().readTree(Files.readString(written));
        assertThat(spec.path("argv").valueStream().map(JsonNode::asString))
                .containsExactly("/opt/workbench/bin/workbench", "kernel", "{connection_file}");
        assertThat(spec.path("interrupt_mode").asString()).isEqualTo("message");
        assertThat(spec.path("language").asString()).isEqualTo("java");
    }
}
