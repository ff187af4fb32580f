package icd.workbench.schema;

import icd.describe.Schema;
import icd.describe.Schema.Again;
import icd.describe.Schema.Attachment;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Dictionary;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Parameter;
import icd.describe.Schema.Real;
import icd.describe.Schema.Text;
import icd.describe.Schema.Truth;
import icd.describe.Schema.Whole;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares a tree with the schema. In a partial tree, which others complete, no key is missing. */
public final class Validator {
    private static final Pattern LIKE_A_NUMBER = Pattern.compile(
            "[-+]?(0[xob])?[0-9_]*[.,]?[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

    private final Paths paths;
    private final Problems problems;
    private final boolean partial;

    /** @param paths the paths at which a key that is unknown in one place may stand */
    public Validator(Paths paths, Problems problems, boolean partial) {
        this.paths = paths;
        this.problems = problems;
        this.partial = partial;
    }

    /** Checks a mapping: {@code path} leads to it, empty at the top; {@code where} names it in messages. */
    public void checkFields(Kind fields, Mapping mapping, String path, String where) {
        mapping.entries().forEach((key, entry) -> {
            Parameter field = fields.parameter(key);
            if (field == null) {
                problems.add(entry.keyAt(), join(path, key), paths.unknownKey(key, where, fields.names()));
            } else if (!field.name().equals(key) && mapping.get(field.name()) != null) {
                problems.add(
                        entry.keyAt(),
                        join(path, key),
                        join(path, key) + " must not stand beside " + field.name() + " ("
                                + mapping.entries().get(field.name()).keyAt() + "), of which it is a short form");
            } else {
                check(field.schema(key), entry.value(), join(path, key));
            }
        });
        requireAll(fields, mapping, path, where);
    }

    public void check(Schema schema, Node node, String path) {
        switch (schema) {
            case Whole whole -> {
                if (!(node instanceof Scalar scalar && scalar.sort() == Sort.NUMBER && allows(whole, scalar))) {
                    wrong(path, whole.says() + tooBig(whole, node), node, numberHint(node));
                }
            }
            case Real real -> {
                if (!(node instanceof Scalar scalar
                        && scalar.sort() == Sort.NUMBER
                        && real.allows(Numbers.real(scalar.text())))) {
                    double value = node instanceof Scalar scalar && scalar.sort() == Sort.NUMBER
                            ? Numbers.real(scalar.text())
                            : Double.NaN;
                    wrong(path, real.says(value), node, numberHint(node));
                }
            }
            case Truth truth -> {
                if (!(node instanceof Scalar scalar && scalar.sort() == Sort.BOOLEAN)) {
                    wrong(path, truth.says(), node, "");
                }
            }
            case Text text -> {
                if (!(node instanceof Scalar scalar
                        && scalar.sort() == Sort.TEXT
                        && text.pattern().matcher(scalar.text()).matches())) {
                    boolean bare = node instanceof Scalar scalar
                            && scalar.sort() != Sort.TEXT
                            && scalar.sort() != Sort.NOTHING;
                    wrong(path, text.says(), node, bare ? " (write it in quotes)" : "");
                }
            }
            case Attachment file -> {
                if (!(node instanceof Scalar scalar
                        && scalar.sort() == Sort.TEXT
                        && !scalar.text().isBlank())) {
                    wrong(path, file.says(), node, node instanceof Scalar ? " (write it in quotes)" : "");
                }
            }
            case Choice choice -> {
                if (!(node instanceof Scalar scalar
                        && scalar.sort() == Sort.TEXT
                        && choice.values().containsKey(scalar.text()))) {
                    String hint = node instanceof Scalar scalar
                            ? Nearest.hint(scalar.text(), choice.values().keySet())
                            : "";
                    wrong(path, choice.says(), node, hint);
                }
            }
            case Listing listing -> {
                if (node instanceof Sequence sequence) {
                    sequence.items().forEach(item -> check(listing.element(), item, path));
                } else {
                    wrong(path, listing.says(), node, "");
                }
            }
            case Dictionary dictionary -> {
                if (node instanceof Mapping mapping) {
                    mapping.entries().forEach((key, entry) -> {
                        if (!(entry.value() instanceof Scalar scalar) || scalar.sort() == Sort.NOTHING) {
                            wrong(join(path, key), "a word or a number", entry.value(), "");
                        }
                    });
                } else {
                    wrong(path, dictionary.says(), node, "");
                }
            }
            case Brief written -> {
                if (form(written, node) instanceof Schema form) {
                    check(form, node, path);
                } else {
                    wrong(path, written.says(), node, "");
                }
            }
            case Again again -> check(again.family(), node, path);
            case Kind fields -> {
                if (node instanceof Mapping mapping) {
                    checkFields(fields, mapping, path, path);
                } else {
                    wrong(path, fields.says(), node, "");
                }
            }
            case Family union -> {
                if (node instanceof Mapping mapping) {
                    checkUnion(union, mapping, path);
                } else if (node instanceof Scalar word && word.sort() == Sort.TEXT) {
                    checkWord(union, word, path);
                } else {
                    wrong(path, union.says(), node, "");
                }
            }
        }
    }

    /** Returns the form that a node must have, where a schema has two. */
    public static Schema form(Schema schema, Node node) {
        return schema instanceof Brief written ? form(written, node) : schema;
    }

    /**
     * Returns the form that a node of its sort must have: the short form for a scalar, unless it is the word of a kind,
     * and for a list where the short form is one; null for none.
     */
    public static Schema form(Brief written, Node node) {
        if (written.full().orElse(null) instanceof Family family
                && node instanceof Scalar word
                && word.sort() == Sort.TEXT
                && !(written.brief() instanceof Text || written.brief() instanceof Choice)) {
            return family;
        }
        if (written.full().isEmpty() || written.isList() == node instanceof Sequence && !(node instanceof Mapping)) {
            return written.brief();
        }
        boolean list = written.full().get() instanceof Listing;
        return node instanceof Mapping && !list || node instanceof Sequence && list
                ? written.full().get()
                : null;
    }

    /** Checks a word: reports one that is no kind, and one of a kind that needs more keys. */
    private void checkWord(Family union, Scalar word, String path) {
        if (union.named(word.text()) == null) {
            check(Paths.kinds(union), word, path);
        } else {
            checkUnion(union, Paths.spelled(union, word), path);
        }
    }

    private void checkUnion(Family union, Mapping mapping, String path) {
        String key = union.key();
        Node kind = mapping.get(key);
        if (kind != null) {
            Optional<Kind> renamed = kind instanceof Scalar scalar
                    ? union.kinds().values().stream()
                            .filter(each -> each.formerly().equals(scalar.text()))
                            .findFirst()
                    : Optional.empty();
            if (renamed.isPresent()) {
                wrong(
                        join(path, key),
                        Paths.kinds(union).says(),
                        kind,
                        " (it is now " + key + ": " + renamed.get().name() + " with "
                                + String.join(", ", renamed.get().names()) + ")");
            } else {
                check(Paths.kinds(union), kind, join(path, key));
            }
            Kind fields = kind instanceof Scalar scalar ? union.named(scalar.text()) : null;
            if (fields != null) {
                mapping.entries().forEach((name, entry) -> {
                    if (!name.equals(key) && fields.parameter(name) == null) {
                        String message = paths.unknownKey(union, mapping.text(key), name, path);
                        problems.add(entry.keyAt(), join(path, name), message);
                    }
                });
                Position at = mapping.at().equals(Defaults.POSITION) ? kind.at() : mapping.at();
                Mapping keys = new Mapping(at, mapping.without(key).entries());
                checkFields(fields, keys, path, Paths.where(union, mapping.text(key), path));
            }
        } else if (partial) {
            mapping.entries().forEach((name, entry) -> {
                List<Schema> schemas = union.parameters(name).stream()
                        .map(each -> each.schema(name))
                        .distinct()
                        .toList();
                if (schemas.isEmpty()) {
                    Set<String> known = new TreeSet<>(union.allParameters());
                    known.add(key);
                    problems.add(entry.keyAt(), join(path, name), paths.unknownKey(name, path, known));
                } else if (schemas.size() == 1) {
                    check(schemas.getFirst(), entry.value(), join(path, name));
                } // where kinds differ, the trial that joins kind and value decides
            });
        } else {
            missing(mapping.at(), join(path, key), Paths.kinds(union), "");
        }
    }

    private void requireAll(Kind fields, Mapping mapping, String path, String where) {
        if (partial) {
            return;
        }
        for (Parameter field : fields.parameters().values()) {
            if (field.required() && mapping.get(field.name()) == null && mapping.get(field.alias()) == null) {
                missing(
                        mapping.at(),
                        join(path, field.name()),
                        field.schema(),
                        where.equals(path) ? "" : " in " + where);
            }
        }
    }

    private void missing(Position at, String path, Schema schema, String where) {
        problems.add(at, path, path + " is missing" + where + "; it must be " + schema.says());
    }

    private void wrong(String path, String says, Node node, String hint) {
        problems.add(node.at(), path, path + " must be " + says + ", got " + node.found() + hint);
    }

    private static boolean allows(Whole whole, Scalar scalar) {
        OptionalLong value = Numbers.whole(scalar.text());
        return value.isPresent() && value.getAsLong() >= whole.min() && value.getAsLong() <= whole.max();
    }

    private static String tooBig(Whole whole, Node node) {
        boolean big = node instanceof Scalar scalar
                && scalar.sort() == Sort.NUMBER
                && Numbers.real(scalar.text()) > whole.max();
        return big ? " and <= " + whole.max() : "";
    }

    private static String numberHint(Node node) {
        boolean text = node instanceof Scalar scalar
                && scalar.sort() == Sort.TEXT
                && !scalar.text().isEmpty()
                && scalar.text().length() < 40
                && LIKE_A_NUMBER.matcher(scalar.text()).matches();
        return text ? " (write numbers as 10, 0.5 or 1e-8: no quotes, no +, no leading zero)" : "";
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
