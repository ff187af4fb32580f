package icd.notation;

import icd.notation.Element.Role;
import java.util.ArrayList;
import java.util.List;

/** The elements of a formula, or of a part of it, beside each other. */
final class Row {

    private static final String THIN = "<mspace width=\"0.17em\"></mspace>";

    private static final String WIDE = "<mspace width=\"0.33em\"></mspace>";

    private Row() {}

    /** With each term that is a product over one factor as a fraction. */
    static List<Element> stacked(List<Element> elements) {
        List<Element> out = new ArrayList<>();
        List<Element> term = new ArrayList<>();
        for (Element element : elements) {
            if (element.role() == Role.SEPARATOR || element.role() == Role.TEXT) {
                out.addAll(fraction(term));
                out.add(element);
                term.clear();
            } else {
                term.add(element);
            }
        }
        out.addAll(fraction(term));
        return out;
    }

    private static List<Element> fraction(List<Element> term) {
        int slash = 0;
        while (slash < term.size() && term.get(slash).role() != Role.SLASH) {
            slash++;
        }
        boolean product = term.subList(0, slash).stream().noneMatch(element -> element.role() == Role.FUNCTION);
        if (slash == 0 || slash != term.size() - 2 || !product || term.getLast().role() != Role.FACTOR) {
            return unwrapped(term);
        }
        List<Element> over = term.subList(0, slash);
        String above = over.size() == 1 ? over.getFirst().bare() : joined(unwrapped(over));
        String xml = "<mfrac>" + Element.one(above) + Element.one(term.getLast().bare()) + "</mfrac>";
        return List.of(new Element(Role.FACTOR, xml, term.getFirst().apart()));
    }

    /** A fraction needs no brackets beside other factors, but as the argument of a function it does. */
    private static List<Element> unwrapped(List<Element> term) {
        List<Element> out = new ArrayList<>();
        for (Element element : term) {
            boolean fraction = element.inside().matches("<mfrac>((?!<mfrac>).)*</mfrac>");
            boolean argument =
                    !out.isEmpty() && (!element.apart() || out.getLast().role() == Role.FUNCTION);
            out.add(fraction && !argument ? new Element(Role.FACTOR, element.inside(), element.apart()) : element);
        }
        return out;
    }

    static String joined(List<Element> elements) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            out.append(i == 0 ? "" : space(elements.get(i - 1), element)).append(element.xml());
        }
        return out.toString();
    }

    /** Words stand a little apart from their neighbours; a bracket is near enough to its function. */
    private static String space(Element before, Element after) {
        boolean sign = List.of(before.role(), after.role()).stream()
                .anyMatch(role -> role == Role.SEPARATOR || role == Role.SLASH);
        if (sign) {
            return "";
        }
        if (before.role() == Role.TEXT || after.role() == Role.TEXT) {
            return WIDE;
        }
        return before.isWord() && !after.opens() || after.isWord() || after.isGradient() ? THIN : "";
    }
}
