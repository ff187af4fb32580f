package icd.figure;

/** Which charts of a figure have the same axes, so that they can be compared at a glance. */
public enum SharedAxes {
    NONE(false, false),
    /** Charts of one column have the same x axis, labelled at the lowest. */
    X(true, false),
    /** Charts of one row have the same y axis, labelled at the leftmost. */
    Y(false, true),
    /** Charts share both axes. */
    BOTH(true, true);

    private final boolean columns;
    private final boolean rows;

    SharedAxes(boolean columns, boolean rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Whether charts of one column share their x axis. */
    public boolean columns() {
        return columns;
    }

    /** Whether charts of one row share their y axis. */
    public boolean rows() {
        return rows;
    }
}
