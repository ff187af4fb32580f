package icd.workbench.shell;

/**
 * A variable of the shell.
 *
 * @param type the type as declared or inferred
 * @param value the live object; boxed where primitive
 * @param scratch whether the shell named it ({@code $1})
 */
public record Variable(String name, String type, Object value, boolean scratch) {}
