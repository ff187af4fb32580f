package icd.claim;

import java.util.List;

/** What sort of statement a claim is, how it is measured and what counts as agreement. */
public sealed interface Kind permits Equality, Limit, Bound {

    /** What counts as agreement, in words. */
    String tolerance();

    /** Measures, and sets what was measured beside what was expected. */
    List<Finding> judge(Laboratory lab);
}
