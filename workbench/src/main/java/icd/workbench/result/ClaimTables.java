package icd.workbench.result;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Finding;
import icd.io.Csv;
import java.util.List;
import java.util.stream.Stream;

/** Checked claims as CSV: {@code claims.csv} with a row for each, {@code findings.csv} with a row for each measured number. */
public final class ClaimTables {

    private static final List<String> MEASURED =
            List.of("what", "measured", "standard_error", "relation", "expected", "allowed");

    private ClaimTables() {}

    /** Returns a row for each claim, with its main number. */
    public static String claims(List<ClaimResult> results) {
        Csv csv = new Csv();
        line(
                csv,
                List.of("claim", "source", "printed", "holds", "reason", "outcome"),
                MEASURED,
                List.of("findings", "tolerance", "because", "explanation"));
        for (ClaimResult result : results) {
            Claim claim = result.claim();
            line(
                    csv,
                    claim.id(),
                    claim.source(),
                    claim.printed(),
                    claim.erratum().map(Erratum::holds).orElse(""),
                    claim.erratum().map(Erratum::reason).orElse(""),
                    ClaimFiles.word(result.verdict().outcome()),
                    cells(result.verdict().main()),
                    Integer.toString(result.verdict().findings().size()),
                    claim.kind().tolerance(),
                    claim.because(),
                    result.verdict().explanation());
        }
        return csv.toString();
    }

    /** Returns a row for each number, in the order of claims. */
    public static String findings(List<ClaimResult> results) {
        Csv csv = new Csv();
        line(csv, "claim", MEASURED, "as_printed", "passes");
        for (ClaimResult result : results) {
            for (Finding finding : result.verdict().findings()) {
                line(
                        csv,
                        result.claim().id(),
                        cells(finding),
                        Boolean.toString(finding.printed()),
                        Boolean.toString(finding.passes()));
            }
        }
        return csv.toString();
    }

    private static List<String> cells(Finding finding) {
        return List.of(
                finding.what(),
                Csv.cell(finding.measured()),
                Csv.cell(finding.error()),
                ClaimFiles.word(finding.relation()),
                Csv.cell(finding.expected()),
                Csv.cell(finding.allowed()));
    }

    /** @param cells strings and lists of strings */
    private static void line(Csv csv, Object... cells) {
        csv.row(List.of(cells).stream()
                .flatMap(cell -> cell instanceof List<?> list ? list.stream() : Stream.of(cell))
                .map(Object::toString)
                .toList());
    }
}
