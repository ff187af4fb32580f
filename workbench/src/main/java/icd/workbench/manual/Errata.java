package icd.workbench.manual;

import static icd.workbench.manual.Generated.cell;
import static icd.workbench.manual.Generated.row;

import icd.claim.Claims;

/** The claims of which something else is printed than what holds. */
final class Errata {

    private Errata() {}

    static String markdown() {
        StringBuilder text = new StringBuilder("| claim | where | printed | holds | reason |\n|---|---|---|---|---|\n");
        Claims.all()
                .forEach(claim -> claim.erratum()
                        .ifPresent(erratum -> text.append(row(
                                "`" + claim.id() + "`",
                                cell(claim.source()),
                                cell(claim.printed()),
                                cell(erratum.holds()),
                                cell(erratum.reason())))));
        return text.toString();
    }
}
