package icd.workbench.shell.terminal;

import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.terminal.Theme.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/** The documentation of a name that the shell and several classes may have. */
final class DocumentationPage {

    private final Theme theme;
    private final int width;

    DocumentationPage(Theme theme, int width) {
        this.theme = theme;
        this.width = width;
    }

    /**
     * Returns the shell's words and types in full, and a line for each class that has a member of the name. Members are
     * shown in full where their class is asked for, or where only one class has them.
     *
     * @param name the name as it was typed, with or without a class
     */
    List<AttributedString> named(String name, List<Documentation> found) {
        List<Documentation> whole = new ArrayList<>(found.stream()
                .filter(each -> name.indexOf('.') >= 0 || each.isWord() || each.isType())
                .toList());
        List<Documentation> others = new ArrayList<>(found);
        others.removeAll(whole);
        if (whole.isEmpty()
                && others.stream().map(Documentation::owner).distinct().count() == 1) {
            return whole(others);
        }
        // A record and its constructor have the same components and the same text.
        whole.removeIf(each -> each.signature().startsWith("new ")
                && found.stream()
                        .anyMatch(type -> type.signature()
                                .equals("record " + each.signature().substring("new ".length()))));
        whole.sort(Comparator.comparing(each -> !each.isWord()));
        List<AttributedString> lines = new ArrayList<>(whole(whole));
        if (!others.isEmpty()) {
            if (!lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.add(new AttributedString("Members of classes (/doc CLASS." + name + "):", theme.style(Role.HEADING)));
            lines.addAll(brief(others));
        }
        return lines;
    }

    /** Returns all in full, with the class before its members. */
    List<AttributedString> whole(List<Documentation> entries) {
        DocumentationText text = new DocumentationText(theme, width);
        List<AttributedString> lines = new ArrayList<>();
        String owner = "";
        for (Documentation each : entries) {
            if (!lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            // Java's own signatures name the class.
            boolean saysItsClass = each.isWord() || each.name().equals(each.signature());
            String heading = saysItsClass ? "" : each.owner();
            if (!heading.isEmpty() && !heading.equals(owner)) {
                lines.add(new AttributedString(heading + ":", theme.style(Role.HEADING)));
            }
            owner = heading;
            lines.addAll(text.whole(each));
        }
        return lines;
    }

    private List<AttributedString> brief(List<Documentation> members) {
        Map<String, Documentation> first = new LinkedHashMap<>();
        members.forEach(each -> first.putIfAbsent(each.name(), each));
        Columns table = new Columns(2);
        first.forEach((name, each) -> {
            boolean several =
                    members.stream().filter(other -> other.name().equals(name)).count() > 1;
            boolean isMethod = each.signature().endsWith(")");
            String brackets = !isMethod ? "" : several || !each.signature().endsWith("()") ? "(...)" : "()";
            table.row("  " + name + brackets, each.summary().replace("`", ""));
        });
        return table.lines(theme.style(Role.COMMAND), width);
    }
}
