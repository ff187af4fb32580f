package icd.describe;

import java.io.Serial;

/** A value that a kind refuses for one of its parameters. The message is {@code <where>: <name> must <must>, got <got>}. */
public final class RefusedException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String parameter;
    private final String complaint;

    /**
     * A refusal.
     *
     * @param where whose parameter it is
     * @param parameter its name
     * @param must what it must do, as "be &gt; 0"
     * @param got its value, and that of others it does not go with
     */
    public RefusedException(String where, String parameter, String must, Object got) {
        super(where + ": " + parameter + " must " + must + ", got " + got);
        this.parameter = parameter;
        this.complaint = "must " + must + ", got " + got;
    }

    /** The name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** What is wrong with its value: "must be &gt; 0, got -1". */
    public String complaint() {
        return complaint;
    }
}
