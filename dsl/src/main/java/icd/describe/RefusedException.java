package icd.describe;

import java.io.Serial;

/**
 * A value that a kind refuses for one of its parameters. The message is {@code <where>: <name> must <must>, got <got>}, and where the value
 * does not go with another parameter {@code ... where <other> is <its value>}.
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
     * A refusal.
     *
     * @param where whose parameter it is
     * @param parameter its name; {@code at.2} is the third value of a list
     * @param must what it must do, as "be &gt; 0"
     * @param got its value
     */
    public RefusedException(String where, String parameter, String must, Object got) {
        this(where, parameter, must, got, "", "");
    }

    /**
     * A refusal of a value that does not go with that of another parameter.
     *
     * @param must what it must do, with the name of the other parameter as {@code %s}: "be &lt;= %s"
     * @param other the name of the other parameter
     * @param otherValue its value
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

    /** The name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** The name of the parameter that the value does not go with; empty if it would be refused beside any. */
    public String other() {
        return other;
    }

    /** What is wrong with its value: "must be &gt; 0, got -1". */
    public String complaint() {
        return complaint(other);
    }

    /** Says what is wrong with its value, under another name for the other parameter: "must be &lt;= data.n, got 20 where data.n is 16". */
    public String complaint(String other) {
        return complaint(must, got, other, otherValue);
    }
}
