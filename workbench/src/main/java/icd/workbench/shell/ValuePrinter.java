package icd.workbench.shell;

/** Prints values for a person. */
final class ValuePrinter {

    ValuePrinter(PrintStyle style) {}

    String text(Object value) {
        return String.valueOf(value);
    }
}
