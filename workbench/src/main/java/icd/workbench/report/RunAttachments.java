package icd.workbench.report;

import icd.workbench.page.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects the files of a run that its page takes in. No symbolic link is followed, as it may lead out of the run's folder. */
final class RunAttachments {

    private final Path directory;
    private final List<Attachment> all = new ArrayList<>();

    RunAttachments(Path directory) {
        this.directory = directory;
    }

    List<Attachment> all() {
        return all;
    }

    void add(Attachment file) {
        all.add(file);
    }

    void add(String path, String what, byte[] content) {
        all.add(new Attachment(path, what, content));
    }

    void add(String path, String what, String content) {
        add(path, what, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file of the directory, if there is one. */
    void take(String name, String what) {
        take(directory.resolve(name), what);
    }

    /** Adds the files of trials whose names a test accepts. */
    void takeTrials(String what, Predicate<String> named) {
        Path trials = directory.resolve("trials");
        if (!Files.isDirectory(trials, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(trials)) {
            files.filter(file -> named.test(file.getFileName().toString()))
                    .sorted()
                    .forEach(file -> take(file, what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Path file, String what) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            String path = directory.relativize(file).toString().replace('\\', '/');
            all.add(new Attachment(path, what, size(file), () -> read(file)));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
