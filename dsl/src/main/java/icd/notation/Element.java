package icd.notation;

/**
 * A piece of MathML in a row.
 *
 * @param role what it does to its neighbours
 * @param xml its MathML
 * @param inside the MathML within its brackets, if it is in brackets that a fraction or root does not need
 * @param apart whether there is a space before it in the formula
 */
record Element(Role role, String xml, String inside, boolean apart) {

    enum Role {
        /** A variable, number or anything else that multiplies its neighbours. */
        FACTOR,
        /** A name or sign that is applied to what follows it. */
        FUNCTION,
        /** A dot between factors. */
        DOT,
        SLASH,
        /** A sign between terms. */
        SEPARATOR,
        TEXT
    }

    Element(Role role, String xml, boolean apart) {
        this(role, xml, "", apart);
    }

    /** Its MathML as it stands in a fraction or root. */
    String bare() {
        return inside.isEmpty() ? xml : inside;
    }

    /** Whether a bracket that is no norm begins it. */
    boolean opens() {
        return xml.matches("(?:<msu\\w+>)?<mrow><mo(?: [^>]*)?>[(\\[{].*");
    }

    /** Whether it is a name of more than a letter, or text, with or without scripts. */
    boolean isWord() {
        return xml.matches("(?:<msu\\w+>)?<(?:mi|mtext)>[^<]{2,}<.*");
    }

    boolean isGradient() {
        return xml.startsWith("<mo form=\"prefix\">∇");
    }

    /** Elements as one. */
    static String one(String elements) {
        return elements.matches("<(m[nio]|mtext)(?: [^>]*)?>[^<]*</\\1>|<mrow>(?:(?!<mrow>).)*</mrow>")
                ? elements
                : "<mrow>" + elements + "</mrow>";
    }
}
