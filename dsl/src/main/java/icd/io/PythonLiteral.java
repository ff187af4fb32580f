package icd.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of Python's syntax that npy headers are written in: dictionaries, tuples and lists, texts in either quotes, whole
 * numbers with the {@code L} of Python 2, {@code True}, {@code False} and {@code None}.
 *
 * <p>A small reader of its own, because patterns over the text take a record's field for a key of the header.
 */
final class PythonLiteral {

    private static final int MAX_DEPTH = 32;

    /** The value of {@code None}; collections here hold no null. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /**
     * Returns the value of a text: Map, List, String, Long, Boolean or {@link #NONE}; a whole number too large for Long
     * is its text.
     *
     * @throws IllegalArgumentException if it is no literal
     */
    static Object parse(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        Object value = literal.value(0);
        literal.skipBlanks();
        if (literal.at != text.length()) {
            throw literal.unexpected();
        }
        return value;
    }

    private Object value(int depth) {
        skipBlanks();
        if (at == text.length() || depth > MAX_DEPTH) {
            throw unexpected();
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> dictionary(depth);
            case '(' -> items(')', depth);
            case '[' -> items(']', depth);
            case '\'', '"' -> quoted(c);
            default -> word();
        };
    }

    private Map<Object, Object> dictionary(int depth) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        at++;
        while (!closes('}')) {
            Object key = value(depth + 1);
            expect(':');
            entries.put(key, value(depth + 1));
            if (!closesNext('}')) {
                expect(',');
            }
        }
        return entries;
    }

    private List<Object> items(char end, int depth) {
        List<Object> items = new ArrayList<>();
        at++;
        while (!closes(end)) {
            items.add(value(depth + 1));
            if (!closesNext(end)) {
                expect(',');
            }
        }
        return items;
    }

    private boolean closesNext(char end) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == end;
    }

    private boolean closes(char end) {
        if (closesNext(end)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != c) {
            throw unexpected();
        }
        at++;
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        expect(quote);
        return value.toString();
    }

    private Object word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> NONE;
            case "" -> throw unexpected();
            default -> number(word);
        };
    }

    private static Object number(String word) {
        String digits = word.endsWith("L") ? word.substring(0, word.length() - 1) : word;
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return word; // a fraction, or more than any array can hold: whoever asks for a length will say so
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("no Python literal at character " + at);
    }
}
