package icd.workbench.report;

import icd.math.Digits;
import icd.workbench.page.Head;
import icd.workbench.page.Judged;
import icd.workbench.page.Page;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.run.RunEntry;
import icd.workbench.run.RunEntry.State;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The runs of a folder as a page, with links to their reports. */
public final class RunsPage {

    /** The format of the time at which a run began. */
    public static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private static final List<Column> COLUMNS = List.of(
            Column.words("run"),
            Column.words("recipe"),
            Column.words("begun"),
            Column.words("state"),
            Column.words("verdicts"),
            Column.numbers("size", ""),
            Column.words("holds"),
            Column.pictures("first figure"));

    /** Number of runs with a picture, the newest ones: to scale one down takes about 30 ms, and it takes about 10 kB of the page. */
    private static final int PICTURED = 24;

    private static final int WIDTH = 320;

    private RunsPage() {}

    /**
     * Writes the page into a file, which appears whole.
     *
     * @param folder the folder that the runs are in
     * @throws UnusablePathException if it cannot be written
     */
    public static void write(Path file, Path folder, List<RunEntry> entries) {
        List<List<String>> rows = new ArrayList<>();
        List<String> links = new ArrayList<>();
        for (RunEntry entry : entries) {
            rows.add(row(entry, rows.size() < PICTURED ? picture(entry.path()) : ""));
            links.add(link(file, entry.path().resolve(RunReport.NAME)));
        }
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        PageTable table = new PageTable("Newest first", COLUMNS, rows, false, links, "");
        Head head = new Head("runs", "Runs in " + name, "");
        ComparisonPage.write(file, new Page(head, List.of(table), List.of(), List.of()).html());
    }

    private static List<String> row(RunEntry entry, String picture) {
        String mark =
                entry.state() == State.FINISHED ? Judged.GOOD : entry.state() == State.UNFINISHED ? "" : Judged.BAD;
        return List.of(
                entry.path().getFileName().toString(),
                entry.recipe(),
                TIME.format(entry.begun()),
                mark + entry.state() + (entry.problem().isEmpty() ? "" : ": " + entry.problem()),
                entry.verdicts(),
                Digits.bytes(entry.bytes()),
                entry.size(),
                picture);
    }

    /** The way from a page to a file; empty where there is no such file. */
    private static String link(Path page, Path file) {
        Path from = page.toAbsolutePath().normalize().getParent();
        return Files.exists(file)
                ? from.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/')
                : "";
    }

    /** The first figure of a run, made small, in base64; empty where it has none that can be read. */
    private static String picture(Path run) {
        Path figures = run.resolve("figures");
        if (!Files.isDirectory(figures)) {
            return "";
        }
        try (Stream<Path> all = Files.list(figures)) {
            Optional<Path> first = all.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .findFirst();
            BufferedImage whole = first.isPresent() ? ImageIO.read(first.get().toFile()) : null;
            return whole == null ? "" : small(whole);
        } catch (IOException e) {
            return ""; // a page of all runs must not fail for the picture of one
        }
    }

    private static String small(BufferedImage whole) throws IOException {
        BufferedImage image = whole;
        while (image.getWidth() > WIDTH) { // by halves, which loses no thin line
            int width = Math.max(WIDTH, image.getWidth() / 2);
            int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
            BufferedImage next = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            var graphics = next.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
            graphics.dispose();
            image = next;
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
