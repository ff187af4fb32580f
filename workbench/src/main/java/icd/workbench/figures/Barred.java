package icd.workbench.figures;

import icd.describe.Describe;

/** A figure of means over repeats. */
interface Barred {

    /** Returns what bars and bands show. */
    @Describe(value = "how far the bars or bands about a mean reach", byDefault = "range")
    Bars bars();
}
