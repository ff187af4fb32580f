package icd.workbench.page;

/** One line of the provenance. */
public record Fact(String name, String value) {}
