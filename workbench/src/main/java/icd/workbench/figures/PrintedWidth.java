package icd.workbench.figures;

import icd.describe.Describe;

/** A figure whose printed width is the author's choice. */
interface PrintedWidth {

    /** Width in mm. */
    @Describe(
            value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
            above = 40,
            max = 2000,
            byDefault = "171")
    double width();
}
