package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Workers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimsTest {

    static List<Claim> quick() {
        return Claims.all();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void holds(Claim claim) {
        try (Workers workers = Workers.of(2)) {
            Verdict verdict = claim.check(workers);
            assertThat(verdict.outcome()).as(verdict.toString()).isNotEqualTo(Outcome.FAILS);
        }
    }
}
