/**
 * The shell on a terminal: the prompt and its editing, colours, pages, the order of a session. The evaluator is behind
 * {@link icd.workbench.shell.Interpreter}.
 */
package icd.workbench.shell.terminal;
