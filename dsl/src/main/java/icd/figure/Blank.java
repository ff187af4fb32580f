package icd.figure;

/** A cell of the grid that stays empty. */
public record Blank() implements Panel {

    @Override
    public String title() {
        return "";
    }
}
