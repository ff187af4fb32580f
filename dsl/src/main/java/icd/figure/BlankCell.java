package icd.figure;

import java.util.List;

/** Nothing, laid out. */
record BlankCell(Blank panel) implements Cell {

    @Override
    public void settle(double plotWidth) {}

    @Override
    public double height() {
        return 0;
    }

    @Override
    public double below() {
        return 0;
    }

    @Override
    public void paint(double x, double y, List<Item> items) {}
}
