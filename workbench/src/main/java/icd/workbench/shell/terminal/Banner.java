package icd.workbench.shell.terminal;

import icd.kernel.Kernel;
import icd.workbench.run.Provenance;
import icd.workbench.shell.terminal.Theme.Role;
import org.jline.utils.AttributedStringBuilder;

/** What stands above the first prompt. */
final class Banner {

    private Banner() {}

    /** @param recorded where the session is recorded; empty if it is not */
    static void print(Console console, String recorded) {
        int threads = Runtime.getRuntime().availableProcessors();
        console.line(
                Role.HEADING,
                "In-context denoising workbench ",
                Provenance.ours().version());
        console.line(
                Role.DETAIL,
                Kernel.chosen().description() + ", " + threads + (threads == 1 ? " thread" : " threads")
                        + (recorded.isEmpty() ? "" : "; recorded in " + recorded));
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
