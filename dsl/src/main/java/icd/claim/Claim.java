package icd.claim;

import icd.kernel.Workers;
import java.util.Optional;

/**
 * One statement of the paper, its slides or the literature: the printed form, the form that holds, and the way to check
 * it.
 *
 * @param id short and unique, lower case with dashes
 * @param source the section, equation or reference
 * @param printed the printed statement, in short
 * @param erratum the form that holds instead, if the printed one does not
 * @param kind the sort of statement, with its measure and its tolerance
 * @param because the reason why that tolerance is the right one
 * @param cost how long a check takes
 */
public record Claim(
        String id, String source, String printed, Optional<Erratum> erratum, Kind kind, String because, Cost cost) {

    /** @throws IllegalArgumentException if the id has another form or a text is blank */
    public Claim {
        if (!id.matches("[a-z0-9]+([-.][a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "Claim: id must be words of lower-case letters and digits joined by dashes, got \"" + id + "\"");
        }
        if (source.isBlank() || printed.isBlank() || because.isBlank()) {
            throw new IllegalArgumentException("Claim " + id
                    + ": source, printed and because must not be blank, got \"" + source + "\", \"" + printed
                    + "\" and \"" + because + "\"");
        }
    }

    /** Returns a claim that holds as printed. */
    public static Claim asPrinted(String id, String source, String printed, Kind kind, String because, Cost cost) {
        return new Claim(id, source, printed, Optional.empty(), kind, because, cost);
    }

    /** Returns a claim that holds in another form. */
    public static Claim corrected(
            String id, String source, String printed, Erratum erratum, Kind kind, String because, Cost cost) {
        return new Claim(id, source, printed, Optional.of(erratum), kind, because, cost);
    }

    /** Returns the form that holds: the printed one, or its corrected form. */
    public String holds() {
        return erratum.map(Erratum::holds).orElse(printed);
    }

    /** Returns the part of the literature where it stands. */
    public Part part() {
        return Part.of(source);
    }

    /** Measures the claim on the calling thread. */
    public Verdict check() {
        return check(Workers.caller());
    }

    /** Measures the claim. Everything in the verdict except the seconds is the same for any number of threads. */
    public Verdict check(Workers workers) {
        long began = System.nanoTime();
        return Verdict.of(this, kind.judge(new Laboratory(id, workers)), (System.nanoTime() - began) * 1e-9);
    }

    @Override
    public String toString() {
        return id + " [" + source + "]: " + printed + erratum.map(e -> "; " + e).orElse("");
    }
}
