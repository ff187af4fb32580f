package icd.workbench.page;

/**
 * What was expected of a result, and what came.
 *
 * @param what the quantity
 * @param expected its value, with the tolerance where there is one
 * @param measured with its error where it has one
 * @param met whether the one is within the other
 * @param source who says so
 */
public record Verdict(String what, String expected, String measured, boolean met, String source) {}
