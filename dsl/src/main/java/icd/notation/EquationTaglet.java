package icd.notation;

/** The Javadoc tag <code>&#123;@equation ...}</code>, which sets lines of formulas on lines of their own, see {@link Notation#display}. */
public final class EquationTaglet extends MathTaglet {

    @Override
    public String getName() {
        return "equation";
    }

    @Override
    String set(String formula) {
        return Notation.display(formula);
    }
}
