package icd.workbench.page;

import java.util.Optional;

/**
 * The top of a page: its title, and how to run it again and cite it.
 *
 * @param name the name of the page in file names
 * @param title what was run
 * @param reproduces the published figure or claim; may be empty
 * @param made one line that says which version made the page, when and how fast; may be empty
 * @param command the command that gives the same results again; may be empty
 * @param citation the publication that is reproduced
 */
public record Head(
        String name, String title, String reproduces, String made, String command, Optional<Citation> citation) {

    /**
     * A publication.
     *
     * @param name the text of a link to it
     * @param address the address of a page about it
     * @param bibtex its entry in a bibliography
     */
    public record Citation(String name, String address, String bibtex) {

        public Citation {
            if (!address.startsWith("https://")) {
                throw new IllegalArgumentException(
                        "Citation: address must begin with https://, got \"" + address + "\"");
            }
        }
    }

    /** The head of a page that is not of one run. */
    public Head(String name, String title, String made) {
        this(name, title, "", made, "", Optional.empty());
    }
}
