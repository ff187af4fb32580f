package icd.workbench.manual;

import static icd.workbench.manual.Generated.cell;
import static icd.workbench.manual.Generated.row;

import icd.workbench.cli.Main;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command with its options, from the model by which the command line is parsed. */
final class CommandLines {

    private final StringBuilder text = new StringBuilder();

    private CommandLines() {}

    static String markdown() {
        CommandLines commands = new CommandLines();
        commands.add(Main.commands());
        return commands.text.toString();
    }

    private void add(CommandSpec command) {
        text.append("## ").append(command.qualifiedName()).append("\n\n");
        paragraphs(command.usageMessage().description());
        String synopsis = new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
        text.append("```text\n").append(synopsis.strip()).append("\n```\n\n");
        List<String> rows = new ArrayList<>();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (!parameter.hidden()) {
                rows.add(row("`" + parameter.paramLabel() + "`", meaning(parameter.description())));
            }
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && !option.inherited() && !option.usageHelp() && !option.versionHelp()) {
                String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                rows.add(row(
                        Arrays.stream(option.names())
                                .map(name -> "`" + name + label + "`")
                                .collect(Collectors.joining(", ")),
                        meaning(option.description())));
            }
        }
        if (!rows.isEmpty()) {
            text.append("| option | meaning |\n|---|---|\n");
            rows.forEach(text::append);
            text.append('\n');
        }
        footer(command.usageMessage().footer());
        command.usageMessage()
                .exitCodeList()
                .forEach((code, means) -> text.append("- exit code ")
                        .append(code.strip())
                        .append(": ")
                        .append(cell(means))
                        .append('\n'));
        text.append('\n');
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden())
                .distinct()
                .forEach(this::add);
    }

    private void paragraphs(String[] lines) {
        for (String line : lines) {
            text.append(cell(formatted(line))).append("\n\n");
        }
    }

    /** Lines that are indented are examples. */
    private void footer(String[] lines) {
        boolean code = false;
        for (String line : lines) {
            boolean indented = line.startsWith("  ");
            if (indented != code) {
                text.append(indented ? "```text\n" : "```\n\n");
                code = indented;
            }
            text.append(code ? formatted(line).substring(2) + "\n" : cell(formatted(line)) + "\n\n");
        }
        text.append(code ? "```\n\n" : "");
    }

    /** What an option means, without a default that depends on this machine. */
    private static String meaning(String[] lines) {
        return cell(formatted(String.join(" ", lines)).replaceAll(" \\(here \\d+\\)", ""));
    }

    /** picocli reads its texts as formats. */
    private static String formatted(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }
}
