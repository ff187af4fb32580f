package icd.workbench.run;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Checked claims as CSV: {@code claims.csv} with a row for each, {@code findings.csv} with a row for each measured number. */
public final class ClaimTables {

    private static final String MEASURED = "what,measured,standard_error,relation,expected,allowed";

    private ClaimTables() {}

    /** A row for each claim, with its main number. */
    public static String claims(List<ClaimResult> results) {
        StringBuilder csv = new StringBuilder(
                "claim,source,printed,holds,reason,outcome," + MEASURED + ",findings,tolerance,because,explanation\n");
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

    /** A row for each number, in the order of claims. */
    public static String findings(List<ClaimResult> results) {
        StringBuilder csv = new StringBuilder("claim," + MEASURED + ",as_printed,passes\n");
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
                cell(finding.measured()),
                cell(finding.error()),
                ClaimFiles.word(finding.relation()),
                cell(finding.expected()),
                cell(finding.allowed()));
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** @param cells strings and lists of strings */
    private static void line(StringBuilder csv, Object... cells) {
        csv.append(List.of(cells).stream()
                        .flatMap(cell -> cell instanceof List<?> list ? list.stream() : List.of(cell).stream())
                        .map(cell -> quoted(cell.toString()))
                        .collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\\n\\r].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
