package icd.workbench.shell.terminal;

import icd.kernel.Kernel;
import icd.workbench.run.Provenance;
import icd.workbench.shell.terminal.Theme.Role;
import java.nio.file.Path;
import org.jline.utils.AttributedStringBuilder;

/** The lines above the first prompt. */
final class Banner {

    private Banner() {}

    /** @param sessions the folder where the session is recorded; null if it is not */
    static void print(Console console, Path sessions) {
        int threads = Runtime.getRuntime().availableProcessors();
        console.line(
                Role.HEADING,
                "In-context denoising workbench ",
                Provenance.ours().version());
        console.line(
                Role.DETAIL,
                Kernel.choice() + ", " + threads + (threads == 1 ? " thread" : " threads")
                        + (sessions == null ? "" : "; recorded in " + sessions));
        console.line(new AttributedStringBuilder()
                .append("Try ")
                .styled(console.style(Role.COMMAND), "/help")
                .append(", ")
                .styled(console.style(Role.COMMAND), "/examples")
                .append(", or ")
                .append(new JavaHighlighter(console::theme).highlight("subspaces(16, 8)", -1))
                .append(" and the Tab key")
                .toAttributedString());
    }
}
