package icd.figure;

import java.util.List;
import java.util.Optional;

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

    @Override
    public Optional<Place> place(String name, double x, double y) {
        return Optional.empty();
    }
}
