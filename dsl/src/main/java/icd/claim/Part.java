package icd.claim;

import java.util.Arrays;

/** The part of the published work in which a claim stands. */
public enum Part {
    PAPER("the paper", "Abstract|Section.*|Proposition [1-4](?!\\d).*|Proposition 3\\.2.*|Theorem.*|Figure [1-5].*"),
    APPENDICES("its appendices", "Appendix.*|Proposition [56].*|Lemma.*|Figure [6-8].*"),
    SLIDES("its slides", "slides.*"),
    CODE("its published code", "the published code.*"),
    DERIVED("derived here", "derived.*"),
    LITERATURE("the literature", ".*");

    private final String words;
    private final String sources;

    Part(String words, String sources) {
        this.words = words;
        this.sources = sources;
    }

    /** Returns the part in which a source stands, from its first words; the literature if no other part fits. */
    static Part of(String source) {
        String first = source.split("[;,:]", 2)[0];
        return Arrays.stream(values())
                .filter(part -> first.matches(part.sources))
                .findFirst()
                .orElse(LITERATURE);
    }

    @Override
    public String toString() {
        return words;
    }
}
