package icd.claim;

import java.util.List;

/** The sort of statement that a claim is, with its measure and its criterion of agreement. */
public sealed interface Kind permits Equality, Limit, Bound {

    /** Returns the criterion of agreement, in words. */
    String tolerance();

    /** Measures, and puts the measured numbers beside the expected ones. */
    List<Finding> judge(Laboratory lab);
}
