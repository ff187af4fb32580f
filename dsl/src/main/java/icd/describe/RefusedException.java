package icd.describe;

import java.io.Serial;

/**
 * Says that a kind refuses a value for one of its parameters. The message is {@code <where>: <name> must <must>, got
 * <got>}, and where the value does not fit another parameter {@code ... where <other> is <its value>}.
 */
public final class RefusedException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String parameter;
    private final String must;
    private final String got;
    private final String other;
    private final String otherValue;

    /**
     * Creates a refusal.
     *
     * @param where the kind that has the parameter
     * @param parameter the name of the parameter; {@code at.2} is the third value of a list
     * @param must the constraint, such as "be &gt; 0"
     * @param got the value
     */
    public RefusedException(String where, String parameter, String must, Object got) {
        this(where, parameter, must, got, "", "");
    }

    /**
     * Creates a refusal of a value that does not fit the value of another parameter.
     *
     * @param must the constraint, with the name of the other parameter as {@code %s}: "be &lt;= %s"
     * @param other the name of the other parameter
     * @param otherValue the value of the other parameter
     */
    public RefusedException(String where, String parameter, String must, Object got, String other, Object otherValue) {
        super(where + ": " + parameter + " " + complaint(must, got, other, otherValue));
        this.parameter = parameter;
        this.must = must;
        this.got = String.valueOf(got);
        this.other = other;
        this.otherValue = String.valueOf(otherValue);
    }

    private static String complaint(String must, Object got, String other, Object otherValue) {
        return "must " + must.replace("%s", other) + ", got " + got
                + (other.isEmpty() ? "" : " where " + other + " is " + otherValue);
    }

    /** Returns the name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** Returns the name of the parameter that the value does not fit; empty if it would be refused beside any value. */
    public String other() {
        return other;
    }

    /** Returns the problem of the value: "must be &gt; 0, got -1". */
    public String complaint() {
        return complaint(other);
    }

    /**
     * Returns the problem of the value, with a given name for the other parameter: "must be &lt;= data.n, got 20 where
     * data.n is 16".
     */
    public String complaint(String other) {
        return complaint(must, got, other, otherValue);
    }
}
