package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.transcript.CommandNames;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandsTest {

    /** A script is checked against the names before there is a shell. */
    @Test
    void allHaveTheNamesThatAreKnown() {
        Desk desk = (Desk) Proxy.newProxyInstance(
                Desk.class.getClassLoader(),
                new Class<?>[] {Desk.class},
                (_, method, _) -> method.getName().equals("settings") ? new Settings(Theme.NONE) : null);
        List<Command> all = Stream.of(
                        HelpCommands.of(desk, null),
                        SnippetCommands.of(desk),
                        FileCommands.of(desk),
                        SettingCommands.of(desk),
                        ExampleCommands.of(desk),
                        TranscriptCommands.of(desk))
                .flatMap(List::stream)
                .toList();
        assertThat(all).extracting(Command::name).containsExactlyInAnyOrderElementsOf(CommandNames.ALL);
        assertThat(CommandNames.ALL).isSorted();
    }
}
