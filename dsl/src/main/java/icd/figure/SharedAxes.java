package icd.figure;

/** Which charts of a figure have the same axes, so that they can be compared at a glance. */
public enum SharedAxes {
    NONE,
    /** Charts of one column have the same x axis, labelled at the lowest. */
    X,
    /** Charts of one row have the same y axis, labelled at the leftmost. */
    Y,
    /** Charts share both axes. */
    BOTH;

    /** Whether charts of one column share their x axis. */
    public boolean columns() {
        return this == X || this == BOTH;
    }

    /** Whether charts of one row share their y axis. */
    public boolean rows() {
        return this == Y || this == BOTH;
    }
}
