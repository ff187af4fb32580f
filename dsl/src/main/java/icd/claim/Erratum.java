package icd.claim;

/**
 * A printed statement that does not hold, with its correction.
 *
 * @param number 1 to 8, as in DESIGN.md's list; 0 for an erratum that is not in it
 * @param holds the corrected form
 * @param reason the reason why the printed form is wrong
 */
public record Erratum(int number, String holds, String reason) {

    /** @throws IllegalArgumentException if the number is not 0 to 8, or a text is blank */
    public Erratum {
        if (!(0 <= number && number <= 8)) {
            throw new IllegalArgumentException("Erratum: number must be 0 to 8, got " + number);
        }
        if (holds.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "Erratum: holds and reason must not be blank, got \"" + holds + "\" and \"" + reason + "\"");
        }
    }

    @Override
    public String toString() {
        return "erratum" + (number == 0 ? "" : " " + number) + ": " + holds + " (" + reason + ")";
    }
}
